"""Indexes built beside the calls."""

from concurrent.futures import Future
from threading import Event

import pytest

from matching.engine import Catalog, Index, build_index
from telephony import indexes
from telephony.indexes import IndexInTheMaking, begin_index
from telephony.profiles import agent_for
from tenants.models import Company, PhoneNumber
from tests.callers import SignedLine
from tests.factories import QuestionAnswerFactory, ScenarioFactory
from tests.telephony.test_profiles import route_to

CATALOG = {"scenarios": [{"id": "hours", "triggers": ["when are you open"]}]}
NEW = {"scenarios": [{"id": "hours", "triggers": ["when are you open", "what are your hours"]}]}


def built(document: dict[str, object]) -> Index:
    """Return the index of a catalog's document."""
    return build_index(Catalog.from_document(document))


def test_the_index_before_answers_until_the_new_one_is_there() -> None:
    older, newer = built(CATALOG), built(NEW)
    building: Future[Index] = Future()
    indexed = IndexInTheMaking(building, older)

    before = indexed.get(), indexed.ready()
    building.set_result(newer)

    assert before == (older, older)
    assert (indexed.get(), indexed.ready(), indexed.newest()) == (newer, newer, newer)


def test_a_first_index_is_waited_for() -> None:
    indexed = begin_index("a", CATALOG, None)

    assert indexed.older is None
    assert indexed.get().intents.keys() == {"hours"}


def test_what_did_not_change_is_taken_over() -> None:
    first = begin_index("a", CATALOG, None)
    before = first.newest()

    after = begin_index("a", {**CATALOG, "qnas": [{"id": "q", "question": "a b"}]}, first).newest()

    assert after.scenarios is before.scenarios
    assert after.qnas.entries == (("q", ("a b",)),)


def test_an_index_that_failed_is_not_built_upon() -> None:
    failed: Future[Index] = Future()
    failed.set_exception(MemoryError())
    older = built(CATALOG)

    assert IndexInTheMaking(failed, older).ready() is older
    assert IndexInTheMaking(failed).ready() is None


def test_a_call_goes_on_with_the_index_before_and_the_replies_of_now(
    line: SignedLine, company: Company, number: PhoneNumber, monkeypatch: pytest.MonkeyPatch
) -> None:
    ScenarioFactory(company=company, triggers=["when are you open"], quick_replies=["At eight."])
    line.begin()
    agent_for(route_to(number)).indexed.newest()
    may_go_on, build = Event(), indexes.build_index
    monkeypatch.setattr(
        indexes, "build_index", lambda *a, **b: may_go_on.wait(10) and build(*a, **b)
    )
    QuestionAnswerFactory(company=company, question="do you snake drains", answer="We do.")

    meanwhile = line.say(1, "when are you open"), line.say(2, "do you snake drains")
    may_go_on.set()
    agent_for(route_to(number)).indexed.newest()
    after = line.say(3, "do you snake drains")

    assert "At eight." in meanwhile[0]
    assert "We do." not in meanwhile[1]
    assert "We do." in after


def test_a_company_with_the_same_copy_takes_over_what_was_worked_out_for_another() -> None:
    asked = {"id": "theirs", "question": "do you like zebras"}
    theirs = begin_index("a", {**CATALOG, "qnas": [asked]}, None).newest()

    ours = begin_index("b", {**CATALOG, "thresholds": {"scenario": 0.6}}, None).newest()

    assert ours.scenarios is theirs.scenarios
    assert ours.catalog.qnas == ()
    assert ours.qnas.phrases == ()
    assert "zebras" in " ".join(theirs.qnas.phrases)


def test_a_company_with_a_trigger_of_its_own_shares_nothing_of_it() -> None:
    scenario = {**CATALOG["scenarios"][0], "triggers": ["my own zebra"]}
    theirs = begin_index("a", {**CATALOG, "scenarios": [scenario]}, None).newest()

    ours = begin_index("b", CATALOG, None).newest()

    assert "my own zebra" in theirs.scenarios.phrases
    assert "my own zebra" not in ours.scenarios.phrases
