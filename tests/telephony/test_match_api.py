"""`/match`: what an utterance would be answered with."""

import pytest
from rest_framework.test import APIClient

from matching.engine import recompute
from telephony.models import Call, CallTurn
from tenants.models import Company, Role
from tenants.scope import company_scope
from tests.conftest import ClientOf
from tests.factories import (
    MatchingThresholdsFactory,
    QuestionAnswerFactory,
    ScenarioFactory,
    UserFactory,
)

HOURS = "when are you open on weekdays"


def ask(client: APIClient, company: Company, utterance: object, **more: object) -> object:
    """Return the answer of the API to an utterance."""
    body = {"utterance": utterance, **more}
    return client.post(f"/api/company/{company.id}/match", body, format="json")


@pytest.fixture
def taught(company: Company) -> Company:
    """Return the company, with a question and two scenarios."""
    QuestionAnswerFactory(company=company, question="where are you located", answer="On Main St.")
    ScenarioFactory(
        company=company, key="hours", triggers=[HOURS, "what are your hours"],
        quick_replies=["From eight to five."],
    )  # fmt: skip
    ScenarioFactory(
        company=company, key="cancel", name="Cancel a visit", follow_up="ask",
        triggers=["i need to cancel my appointment", "cancel the visit"],
        quick_replies=["Which visit is it?"],
    )  # fmt: skip
    return company


def test_a_scenario_is_told_with_its_reply_score_and_trace(
    owner: APIClient, taught: Company
) -> None:
    told = ask(owner, taught, f"um {HOURS}").json()

    assert (told["kind"], told["scenarioKey"], told["id"]) == ("scenario", "hours", "hours")
    assert (told["score"], told["confirm"], told["also"]) == (1.0, False, [])
    assert told["reply"].startswith("From eight to five.")
    assert told["trace"]["stripped"] == ["um"]
    assert recompute(told["trace"]) == ("scenario", "hours", 1.0)
    assert told["elapsedMicros"] > 0


def test_a_question_of_the_company_is_told_by_its_id(owner: APIClient, taught: Company) -> None:
    told = ask(owner, taught, "where are you located").json()

    assert (told["kind"], told["scenarioKey"]) == ("qna", None)
    assert told["reply"].startswith("On Main St.")


def test_two_requests_are_told_in_their_order(owner: APIClient, taught: Company) -> None:
    told = ask(owner, taught, "i need to cancel my appointment and what are your hours").json()

    assert (told["scenarioKey"], told["also"]) == ("cancel", ["hours"])


def test_an_edit_is_heard_at_once(owner: APIClient, taught: Company) -> None:
    assert ask(owner, taught, "bananas in pyjamas").json()["kind"] == "fallback"

    QuestionAnswerFactory(company=taught, question="bananas in pyjamas", answer="On Tuesdays.")

    assert ask(owner, taught, "bananas in pyjamas").json()["reply"].startswith("On Tuesdays.")


def test_the_companys_own_thresholds_decide(owner: APIClient, taught: Company) -> None:
    said = "are you open sunday or monday"
    before = ask(owner, taught, said).json()
    MatchingThresholdsFactory(company=taught, scenario=1.0)

    after = ask(owner, taught, said).json()

    assert (before["kind"], after["kind"]) == ("scenario", "fallback")
    assert after["score"] == before["score"]


def test_nothing_is_recorded(owner: APIClient, taught: Company) -> None:
    ask(owner, taught, HOURS)

    with company_scope(taught.id):
        assert (Call.objects.count(), CallTurn.objects.count()) == (0, 0)


@pytest.mark.parametrize("utterance", [None, "", ["a"], "x" * 1_001])
def test_what_is_no_utterance_is_refused(
    owner: APIClient, taught: Company, utterance: object
) -> None:
    refused = ask(owner, taught, utterance)

    assert refused.status_code == 400
    assert "utterance" in refused.json()["details"]


def test_an_unknown_field_is_refused(owner: APIClient, taught: Company) -> None:
    assert ask(owner, taught, HOURS, threshold=0).json()["details"] == {
        "threshold": ["Unknown field."]
    }


def test_a_viewer_may_try_and_an_outsider_may_not(
    taught: Company, outsider: APIClient, client_of: ClientOf
) -> None:
    viewer = client_of(UserFactory(company=taught, role=Role.VIEWER))

    assert ask(viewer, taught, HOURS).status_code == 200
    assert ask(outsider, taught, HOURS).status_code == 403


def test_one_companys_words_are_not_anothers(
    outsider: APIClient, taught: Company, stranger: Company
) -> None:
    told = ask(outsider, stranger, HOURS).json()

    assert (told["kind"], told["id"]) == ("fallback", None)
    assert "hours" not in str(told["trace"]["scenarios"])
