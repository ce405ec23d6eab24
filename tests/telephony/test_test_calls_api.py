"""Test calls over the API: the real webhooks, marked as a test, one step at a time."""

from typing import Any
from unittest.mock import patch

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from telephony import callbacks
from telephony.models import Call, Message, Outcome
from telephony.readiness import describe_readiness
from telephony.voicemail import keep_recording
from tenants.cache import CompanyCache
from tenants.models import Company, PhoneNumber, Role
from tenants.scope import company_scope, platform_scope
from tests.audit_log import entries_of
from tests.callers import PRICE_QUESTION, SAFETY, open_line
from tests.conftest import ClientOf
from tests.factories import (
    CallTurnFactory,
    QuestionAnswerFactory,
    StaffFactory,
    TransferTargetFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("number")]

MALFORMED: list[Any] = [
    {},
    [],
    "speech",
    {"speech": ""},
    {"speech": "hello", "digits": "0"},
    {"speech": "a\0b"},
    {"speech": "x" * 1_001},
    {"speech": "hello", "confidence": 2},
    {"digits": "0", "confidence": 0.5},
    {"digits": "abc"},
    {"digits": "0 1"},
    {"silence": False},
    {"hangup": "yes"},
    {"dial": "eaten"},
    {"is_test": False},
]
IDS = [f"malformed{place}" for place in range(len(MALFORMED))]


def begin(client: APIClient, company: Company) -> Any:
    """Return the answer to the start of a test call."""
    return client.post(f"/api/company/{company.id}/test-calls")


def step(client: APIClient, company: Company, call_sid: str, body: Any) -> Any:
    """Return the answer to a step of a test call."""
    url = f"/api/company/{company.id}/test-calls/{call_sid}/turns"
    return client.post(url, body, format="json")


def play(client: APIClient, company: Company, *steps: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what came of the start and of each step of one test call."""
    begun = begin(client, company).json()
    return [begun, *(step(client, company, begun["callSid"], body).json() for body in steps)]


def spoken(played: dict[str, Any]) -> str:
    """Return all that was said in a passage."""
    return " ".join(text for heard in played["heard"] for text in heard["spoken"])


def test_a_test_call_is_greeted_and_waits_for_its_caller(
    manager: APIClient, company: Company
) -> None:
    answer = begin(manager, company)

    assert answer.status_code == 201
    greeting = answer.json()
    assert "Joe's Plumbing" in spoken(greeting)
    assert (greeting["waitsFor"], greeting["ended"]) == ("caller", None)
    assert [turn["kind"] for turn in greeting["turns"]] == ["greeting"]


def test_each_step_comes_back_with_its_decision(manager: APIClient, company: Company) -> None:
    _, price = play(manager, company, {"speech": f"um {PRICE_QUESTION}"})

    assert "$125" in spoken(price)
    (turn,) = price["turns"]
    assert (turn["index"], turn["utterance"]) == (1, f"um {PRICE_QUESTION}")
    assert (turn["kind"], turn["scenarioKey"]) == ("scenario", "service_call_price")
    assert turn["score"] >= 0.5
    assert turn["latencyMs"] > 0
    assert turn["urgency"] == 0
    assert turn["trace"]["scenarios"][0]["id"] == "service_call_price"
    assert turn["variables"] == {"companyName": "Joe's Plumbing", "servicecallprice": "$125"}
    assert {line["label"] for line in turn["explanation"]} >= {"Heard", "Scenario", "Why"}


def test_the_values_of_an_answer_of_the_companys_own_are_told_too(
    manager: APIClient, company: Company
) -> None:
    QuestionAnswerFactory(
        company=company, question="what is a visit", answer="A visit is {servicecallprice}."
    )

    _, answer = play(manager, company, {"speech": "what is a visit"})

    (turn,) = answer["turns"]
    assert (turn["kind"], turn["variables"]) == ("qna", {"servicecallprice": "$125"})


def test_the_call_is_saved_as_a_test_and_is_in_no_figure(
    manager: APIClient, company: Company
) -> None:
    begun, _ = play(manager, company, {"hangup": True})

    with company_scope(company.id):
        call = Call.objects.get()
    assert (call.call_sid, call.is_test) == (begun["callSid"], True)
    assert (call.from_number, call.status) == ("client:browser-phone", "completed")
    figures = manager.get(f"/api/company/{company.id}/analytics").json()
    assert figures["totals"]["calls"] == 0


def test_a_caller_who_hangs_up_ends_the_call(manager: APIClient, company: Company) -> None:
    begun, _, end = play(manager, company, {"speech": PRICE_QUESTION}, {"hangup": True})

    assert (end["ended"], end["waitsFor"], end["heard"]) == ("caller", None, [])
    with company_scope(company.id):
        assert Call.objects.get().outcome == Outcome.ANSWERED
    after = step(manager, company, begun["callSid"], {"speech": "hello"})
    assert (after.status_code, after.json()["message"]) == (409, "This call is over.")


def test_a_goodbye_is_the_receptionists_end(manager: APIClient, company: Company) -> None:
    _, end = play(manager, company, {"speech": "goodbye"})

    assert "Goodbye from Joe's Plumbing." in spoken(end)
    assert (end["ended"], end["waitsFor"]) == ("system", None)


def test_nobody_is_rung_and_how_it_ends_is_said_by_the_tester(
    manager: APIClient, company: Company
) -> None:
    TransferTargetFactory(company=company, phone="+12395550301")
    TransferTargetFactory(company=company, phone="+12395550302")

    _, first, second, nobody = play(
        manager, company, {"digits": "0"}, {"dial": "busy"}, {"dial": "no-answer"}
    )

    assert (first["heard"][-1]["dialled"], first["waitsFor"]) == (["+12395550301"], "dialled")
    assert second["heard"][-1]["dialled"] == ["+12395550302"]
    assert ("nobody could pick up" in spoken(nobody), nobody["waitsFor"]) == (True, "caller")


def test_a_caller_who_was_put_through_hangs_up_in_the_end(
    manager: APIClient, company: Company
) -> None:
    TransferTargetFactory(company=company)

    *_, talked = play(manager, company, {"digits": "0"}, {"dial": "completed"})

    assert talked["ended"] == "system"
    with company_scope(company.id):
        assert Call.objects.get().outcome == Outcome.TRANSFERRED


def test_who_picks_up_hears_what_the_call_is_about(manager: APIClient, company: Company) -> None:
    TransferTargetFactory(company=company)

    *_, talked = play(manager, company, {"digits": "0"}, {"dial": "completed"})

    assert talked["whispered"] == ["Joe's Plumbing. A caller. Press 1 to take the call."]


def test_a_recorded_message_is_told_of_as_twilio_would_and_left_to_nobody(
    manager: APIClient, company: Company
) -> None:
    TransferTargetFactory(company=company)

    with patch.object(callbacks, "keep_recording", wraps=keep_recording) as kept:
        play(manager, company, {"digits": "0"}, {"dial": "busy"}, {"speech": "please call me"})

    [call] = kept.call_args_list
    assert call.args[0].is_test
    with company_scope(company.id):
        assert not Message.objects.exists()


def test_a_caller_may_hang_up_while_it_rings(manager: APIClient, company: Company) -> None:
    TransferTargetFactory(company=company)

    *_, end = play(manager, company, {"digits": "0"}, {"hangup": True})

    assert end["ended"] == "caller"


def test_silence_is_heard_as_silence(manager: APIClient, company: Company) -> None:
    _, silence = play(manager, company, {"silence": True})

    assert [turn["kind"] for turn in silence["turns"]] == ["silence"]


@pytest.mark.parametrize(
    ("body", "whom"), [({"dial": "busy"}, "caller"), ({"speech": "hello"}, "dialled")]
)
def test_who_is_not_waited_for_is_told_so_and_nothing_happens(
    manager: APIClient, company: Company, body: dict[str, Any], whom: str
) -> None:
    TransferTargetFactory(company=company)
    steps = {"caller": [], "dialled": [{"digits": "0"}]}[whom]
    begun, *_ = play(manager, company, *steps)

    answer = step(manager, company, begun["callSid"], body)

    assert (answer.status_code, answer.json()["error"]) == (409, "conflict")
    assert answer.json()["message"] == f"The call waits for the {whom}."


def test_an_emergency_is_answered_as_ever(manager: APIClient, company: Company) -> None:
    _, emergency = play(manager, company, {"speech": "i smell gas"})

    assert SAFETY in spoken(emergency)
    assert emergency["turns"][0]["urgency"] == 1


def test_a_company_that_is_not_live_yet_answers_its_test_calls(
    manager: APIClient, company: Company
) -> None:
    with platform_scope("test"):
        Company.objects.filter(pk=company.pk).update(is_live=False)

    _, price = play(manager, company, {"speech": PRICE_QUESTION})

    assert "$125" in spoken(price)


def test_a_company_that_is_suspended_does_not(company: Company, client_of: ClientOf) -> None:
    with platform_scope("test"):
        Company.objects.filter(pk=company.pk).update(is_suspended=True)

    begun = begin(client_of(StaffFactory()), company).json()

    assert "can't take calls" in spoken(begun)
    assert (begun["ended"], begun["turns"]) == ("system", [])


def test_a_number_without_any_token_is_tried_too(
    manager: APIClient, company: Company, number: PhoneNumber, settings: Settings
) -> None:
    settings.TWILIO_AUTH_TOKEN = ""
    number.set_auth_token("")
    number.account_sid = ""
    with platform_scope("test"):
        number.save()

    begun = begin(manager, company).json()

    assert "Joe's Plumbing" in spoken(begun)
    assert settings.TWILIO_AUTH_TOKEN == ""


def test_a_company_without_a_number_is_told_to_add_one(
    manager: APIClient, company: Company, number: PhoneNumber
) -> None:
    with platform_scope("test"):
        number.delete()

    answer = begin(manager, company)

    assert (answer.status_code, answer.json()["error"]) == (422, "refused")
    assert "phone number" in answer.json()["message"]


def test_readiness_counts_the_call_at_once(
    manager: APIClient,
    company: Company,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with company_scope(company.id):
        before = describe_readiness()
    CompanyCache(company.id).put("readiness", 0, "something")

    with django_capture_on_commit_callbacks(execute=True):
        begin(manager, company)

    assert CompanyCache(company.id).get("readiness", 0) is None
    with company_scope(company.id):
        after = describe_readiness()
    assert "Make a test call and listen." in [one["todo"] for one in before["components"]]
    assert "Make a test call and listen." not in [one["todo"] for one in after["components"]]


def test_what_would_be_rung_is_told_before_the_call(
    manager: APIClient, company: Company, number: PhoneNumber
) -> None:
    url = f"/api/company/{company.id}/phone"

    before = manager.get(url).json()
    begin(manager, company)

    assert before == {
        "companyName": "Joe's Plumbing",
        "number": number.number,
        "isLive": True,
        "isTested": False,
    }
    assert manager.get(url).json() == {**before, "isTested": True}


def test_who_made_it_is_on_record(manager: APIClient, company: Company) -> None:
    begin(manager, company)

    (entry,) = entries_of(company, "test_call")
    assert entry.actor.endswith("@example.com")


@pytest.mark.parametrize("body", MALFORMED, ids=IDS)
def test_what_is_no_step_is_refused_and_the_call_stays_as_it_is(
    manager: APIClient, company: Company, body: Any
) -> None:
    (begun,) = play(manager, company)

    answer = step(manager, company, begun["callSid"], body)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid")
    again = step(manager, company, begun["callSid"], {"speech": PRICE_QUESTION})
    assert [turn["index"] for turn in again.json()["turns"]] == [1]


def test_a_real_call_has_no_steps_that_a_tester_may_do(
    manager: APIClient, company: Company
) -> None:
    real = CallTurnFactory(company=company).call

    answer = step(manager, company, real.call_sid, {"speech": "hello"})

    assert answer.status_code == 404


def test_a_viewer_sees_the_phone_and_may_not_use_it(
    company: Company, client_of: ClientOf, manager: APIClient
) -> None:
    viewer = client_of(UserFactory(company=company, role=Role.VIEWER))
    (begun,) = play(manager, company)

    assert viewer.get(f"/api/company/{company.id}/phone").status_code == 200
    assert begin(viewer, company).status_code == 403
    assert step(viewer, company, begun["callSid"], {"hangup": True}).status_code == 403


def test_an_outsider_neither_sees_it_nor_calls(
    company: Company, stranger: Company, manager: APIClient, outsider: APIClient
) -> None:
    open_line(stranger, price="95")
    (begun,) = play(manager, company)
    theirs = begin(outsider, stranger)

    foreign = [
        outsider.get(f"/api/company/{company.id}/phone"),
        begin(outsider, company),
        step(outsider, company, begun["callSid"], {"hangup": True}),
    ]

    assert theirs.status_code == 201
    assert {answer.status_code for answer in foreign} == {403}
    own_path = step(outsider, stranger, begun["callSid"], {"hangup": True})
    assert own_path.status_code == 404
