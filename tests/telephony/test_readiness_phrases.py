"""Test phrases put to the company's own index, beside the requests."""

import time
from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from telephony.readiness import describe_readiness
from telephony.readiness_checks import phrases
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope
from tests.factories import QuestionAnswerFactory, ScenarioFactory, VariableFactory

pytestmark = pytest.mark.django_db

WAITED_SECONDS = 60
LOST = "something else altogether"


def phrases_of(company: Company) -> dict[str, Any]:
    """Return the component as it stands now."""
    with company_scope(company.id):
        components = describe_readiness()["components"]
    return next(one for one in components if one["name"] == "testPhrases")


def tried_phrases_of(company: Company) -> dict[str, Any]:
    """Return the component once the phrases were tried."""
    until = time.monotonic() + WAITED_SECONDS
    found = phrases_of(company)
    while "being checked" in found["todo"] and time.monotonic() < until:
        time.sleep(0.02)
        found = phrases_of(company)
    return found


def kept_of(company: Company) -> dict[str, Any]:
    """Return what the cache has of the company's phrases, once the thread has put it there."""
    until = time.monotonic() + WAITED_SECONDS
    while not (kept := cache.get(f"company:{company.id}:phrases")) and time.monotonic() < until:
        time.sleep(0.02)
    return kept


def add_drains(company: Company, *test_phrases: str, **columns: Any) -> None:
    """Give the company a scenario about drains, with its test phrases."""
    ScenarioFactory(
        company=company,
        key="drains",
        triggers=["my drain is clogged", "the sink does not drain"],
        test_phrases=list(test_phrases),
        **columns,
    )


def test_phrases_that_reach_their_scenario_make_it_ready(company: Company) -> None:
    add_drains(company, "my drain is clogged", "hello my drain is clogged again")

    found = tried_phrases_of(company)

    assert (found["ready"], found["todo"]) == (True, "")
    assert found["details"] == {"total": 2, "passed": 2, "lost": []}


def test_a_phrase_that_goes_astray_is_named(company: Company) -> None:
    add_drains(company, "my drain is clogged", LOST)

    found = tried_phrases_of(company)

    assert not found["ready"]
    assert found["todo"] == "Mend triggers: 1 of 2 test phrases do not reach their scenario."
    assert found["details"]["lost"] == [{"phrase": LOST, "scenarioKey": "drains", "reached": None}]


def test_the_share_that_passes_counts(company: Company) -> None:
    add_drains(company, "my drain is clogged", LOST)
    tried_phrases_of(company)

    with company_scope(company.id):
        readiness = describe_readiness()

    assert readiness["score"] == 15 + 20 + 10 + 5 + 5


def test_one_of_twenty_may_go_astray(company: Company) -> None:
    add_drains(company, *["my drain is clogged"] * 19, LOST)

    found = tried_phrases_of(company)

    assert (found["ready"], found["details"]["passed"]) == (True, 19)


def test_an_answer_of_the_companys_own_is_no_loss(company: Company) -> None:
    add_drains(company, "do you snake drains on sunday")
    QuestionAnswerFactory(company=company, question="do you snake drains on sunday")

    assert tried_phrases_of(company)["details"]["passed"] == 1


@pytest.mark.parametrize("columns", [{"status": "draft"}, {"channel": "sms"}])
def test_what_callers_do_not_meet_is_not_tried(company: Company, columns: dict[str, Any]) -> None:
    add_drains(company, LOST, **columns)

    assert tried_phrases_of(company)["ready"]


def test_a_company_without_phrases_is_judged_on_none(company: Company) -> None:
    add_drains(company)

    found = phrases_of(company)

    assert (found["ready"], found.get("details")) == (True, None)


def test_another_companys_phrases_are_not_tried(company: Company, stranger: Company) -> None:
    add_drains(company, "my drain is clogged")
    add_drains(stranger, LOST)

    ours, theirs = tried_phrases_of(company), tried_phrases_of(stranger)

    assert (ours["ready"], theirs["ready"]) == (True, False)
    assert LOST not in str(ours)
    assert LOST not in str(cache.get(f"company:{company.id}:phrases"))


def test_until_they_were_tried_it_says_so_and_blocks_nothing(
    company: Company, number: PhoneNumber, owner: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_drains(company, "my drain is clogged")
    never: Future[Any] = Future()
    monkeypatch.setattr(phrases._checker, "submit", lambda *_: never)

    body = owner.get(f"/api/company/{company.id}/readiness").json()

    found = next(one for one in body["components"] if one["name"] == "testPhrases")
    assert found["todo"] == "The test phrases are being checked: look again in a moment."
    assert (found["ready"], found["required"], body["canGoLive"]) == (False, False, True)
    assert body["score"] == 60
    assert cache.get(f"readiness:{company.id}") is None


def test_what_came_out_is_kept_for_its_version_alone(company: Company) -> None:
    add_drains(company, "my drain is clogged")
    tried_phrases_of(company)
    kept = kept_of(company)

    ScenarioFactory(company=company, key="thief", triggers=["my drain is clogged"], priority=50)
    after = tried_phrases_of(company)

    assert kept["value"] == {"total": 1, "lost": []}
    assert after["details"]["lost"][0]["reached"] == "thief"


def test_they_are_tried_once_a_version(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    add_drains(company, "my drain is clogged")
    tried_phrases_of(company)
    cache.delete(f"company:{company.id}:phrases")
    cache.delete(f"readiness:{company.id}")
    monkeypatch.setattr(phrases._checker, "submit", None)

    assert phrases_of(company)["ready"]


def test_what_changes_no_decision_costs_no_new_try(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_drains(company, LOST)
    before = tried_phrases_of(company)
    monkeypatch.setattr(phrases._checker, "submit", None)

    VariableFactory(company=company, name="price")

    assert phrases_of(company) == before
    with company_scope(company.id):
        version = Company.in_company.get().configuration_version
    assert cache.get(f"company:{company.id}:phrases")["version"] == version


def test_a_try_that_has_not_begun_is_dropped_for_a_newer_one(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_drains(company, LOST)
    queued: list[Future[Any]] = []
    monkeypatch.setattr(
        phrases._checker, "submit", lambda *_: queued.append(Future()) or queued[-1]
    )
    phrases_of(company)

    QuestionAnswerFactory(company=company, question=LOST)
    found = phrases_of(company)

    assert [one.cancelled() for one in queued] == [True, False]
    assert "being checked" in found["todo"]


def test_a_process_that_ends_does_not_wait_for_the_phrases(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_drains(company, LOST)
    monkeypatch.setattr(phrases, "main_thread", lambda: SimpleNamespace(is_alive=lambda: False))

    assert "could not be tried" in tried_phrases_of(company)["todo"]


def test_phrases_that_could_not_be_tried_are_told_and_break_nothing(
    company: Company, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    add_drains(company, "my drain is clogged")
    failed: Future[Any] = Future()
    failed.set_exception(MemoryError())
    monkeypatch.setattr(phrases._checker, "submit", lambda *_: failed)

    found = phrases_of(company)

    assert found["todo"] == "The test phrases could not be tried: try some of them by hand."
    assert "phrases_not_tried" in caplog.text


def test_after_a_failure_the_next_version_is_tried_anew(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_drains(company, "my drain is clogged")
    failed: Future[Any] = Future()
    failed.set_exception(MemoryError())
    with monkeypatch.context() as broken:
        broken.setattr(phrases._checker, "submit", lambda *_: failed)
        before = phrases_of(company)

    VariableFactory(company=company, name="price")

    assert not before["ready"]
    assert tried_phrases_of(company)["ready"]
