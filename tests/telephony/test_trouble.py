"""Whatever breaks, and whatever a caller brings: never silence."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from telephony import phrases, webhooks
from tenants.models import Company
from tests.callers import (
    PRICE_QUESTION,
    SAFETY,
    SignedLine,
    database_gone,
    logged,
)
from tests.factories import (
    TransferTargetFactory,
)
from tests.telephony.recorded import call_of, rows_written, spoken, turns_of

FRONT_DESK = "+12395550301"
SECRET = "my name is Wilhelmina Featherstone"

pytestmark = pytest.mark.django_db


@pytest.fixture
def _broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything behind the signature raise, with the caller's words in the error."""

    def fail(*args: object) -> None:
        raise RuntimeError(f"broken by: {SECRET}")

    monkeypatch.setattr(webhooks, "agent_for", fail)


@pytest.mark.usefixtures("_broken")
def test_whatever_breaks_behind_the_caller_hears_an_apology(line: SignedLine) -> None:
    response = line.delivery("voice/turns/1", SpeechResult="what are your hours").send()

    assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
    twiml = response.content.decode()
    assert spoken(twiml) == f"{phrases.TROUBLE} {phrases.TROUBLE_END}"
    assert "<Hangup />" in twiml


def test_whatever_breaks_behind_the_caller_is_put_through_where_there_is_anyone(
    company: Company, line: SignedLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    TransferTargetFactory(company=company, phone=FRONT_DESK)
    line.begin()
    monkeypatch.setattr(webhooks, "take_turn", None)

    twiml = line.say(1, PRICE_QUESTION)

    assert spoken(twiml) == f"{phrases.TROUBLE} {phrases.TRANSFER}"
    assert f">{FRONT_DESK}</Number>" in twiml


def test_whatever_breaks_behind_an_emergency_gets_its_safety_reply(
    line: SignedLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.begin()
    monkeypatch.setattr(webhooks, "take_turn", None)

    assert spoken(line.say(1, "i smell gas in here")) == SAFETY


@pytest.mark.usefixtures("_broken")
def test_whatever_breaks_is_logged_with_company_and_call_and_without_speech(
    company: Company, line: SignedLine
) -> None:
    with logged() as lines:
        line.say(1, SECRET)

    (failure,) = [text for text in lines if '"level": "error"' in text]
    assert str(company.id) in failure
    assert line.call_sid in failure
    assert "RuntimeError" in failure
    assert "Wilhelmina" not in "".join(lines)


def test_a_turn_that_cannot_be_recorded_is_answered_all_the_same(
    company: Company, line: SignedLine
) -> None:
    line.begin()

    with database_gone(only="INSERT"), logged() as lines:
        twiml = line.say(1, PRICE_QUESTION)

    assert "$125" in spoken(twiml)
    assert "turn_not_saved" in "".join(lines)
    assert [one.index for one in turns_of(company)] == [0]


@pytest.mark.parametrize(
    "heard",
    [
        {"SpeechResult": "a\x00b"},
        {"SpeechResult": "x" * 20_000},
        {"SpeechResult": "'; DROP TABLE telephony_call; --"},
        {"SpeechResult": "{companyName} {{7*7}} ${7*7}"},
        {"From": "anonymous"},
        {"From": "sip:" + "x" * 500},
        {"CallStatus": "ringing", "Confidence": "not a number"},
        {"StirVerstat": "TN-Validation-Failed-C", "Unheard": "of"},
    ],
)
def test_whatever_a_caller_brings_is_answered_and_the_call_goes_on(
    line: SignedLine, heard: dict[str, str]
) -> None:
    line.begin()

    strange = line.turn(1, **heard)

    assert spoken(strange)
    assert "{" not in spoken(strange)
    assert "$125" in spoken(line.say(2, PRICE_QUESTION))


def test_a_caller_with_an_endless_name_is_recorded(company: Company, line: SignedLine) -> None:
    line.turn(0, From="sip:" + "x" * 500)

    assert call_of(company).from_number.startswith("sip:xxx")


@pytest.mark.parametrize("index", [32_768, 2**31, 10**30])
def test_a_turn_of_a_number_that_no_call_reaches_is_answered(line: SignedLine, index: int) -> None:
    line.begin()

    assert spoken(line.say(index, PRICE_QUESTION))


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_the_fallback_is_a_constant_that_reads_nothing(
    method: str, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(0), database_gone():
        response = getattr(Client(), method)("/api/twilio/fallback")

    assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
    says = spoken(response.content.decode())
    assert says == f"{phrases.TROUBLE} {phrases.TROUBLE_END}"
    assert "911" in says


def test_the_fallback_says_the_same_to_everyone(line: SignedLine) -> None:
    signed = line.delivery("fallback", ErrorCode="11200").send()

    assert signed.content == Client().get("/api/twilio/fallback").content
    assert rows_written() == 0
