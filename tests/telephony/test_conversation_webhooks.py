"""Conversations through the signed webhooks: what surrounds the answers of a call."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from telephony import phrases as answers
from telephony import webhooks
from telephony.conversation import phrases
from telephony.models import Call, CallTurn, Message, Outcome
from telephony.simulator.caller import Dtmf, HangUp, Say, Silence
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope, platform_scope
from tests.callers import CALLER, PRICE_QUESTION, SAFETY, SignedLine, caller_for
from tests.factories import (
    BusinessHoursFactory,
    CallFactory,
    CallHandlingFactory,
    ClosureFactory,
    ScenarioCategoryFactory,
    ScenarioFactory,
    SpamRuleFactory,
    TransferTargetFactory,
)

FRONT_DESK, MANAGER, ON_CALL = "+12395550301", "+12395550302", "+12395550399"
OWN_PHONE = "+12395550398"
FAILED = "TN-Validation-Failed-A"
WARRANTY = "we are calling about your car's extended warranty"

pytestmark = pytest.mark.django_db

Clock = Callable[[str], None]


@pytest.fixture
def clock(company: Company, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return what sets the clock of the webhooks, in the company's zone."""
    with platform_scope("test"):
        Company._base_manager.filter(pk=company.pk).update(timezone="America/New_York")

    def set_to(moment: str) -> None:
        class Frozen(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:
                return datetime.fromisoformat(moment).astimezone(tz)

        monkeypatch.setattr(webhooks, "datetime", Frozen)

    return set_to


@pytest.fixture
def _closed(company: Company, clock: Clock) -> None:
    """Let the company be closed: it is eight on a Monday evening."""
    BusinessHoursFactory(company=company)
    clock("2027-03-01T20:00-05:00")


def call_of(company: Company) -> Call:
    """Return the company's newest call."""
    with company_scope(company.id):
        return Call.objects.order_by("-started_at").first()


def kinds_of(company: Company) -> list[str]:
    """Return the kinds of the recorded turns in order."""
    with company_scope(company.id):
        return list(CallTurn.objects.order_by("index").values_list("kind", flat=True))


def messages_of(company: Company) -> list[str]:
    """Return what was left for the company's people."""
    with company_scope(company.id):
        return list(Message.objects.values_list("text", flat=True))


def test_the_greeting_knows_the_time_of_day_in_the_companys_zone(
    line: SignedLine, clock: Clock
) -> None:
    clock("2027-03-02T01:00+00:00")

    assert "Good evening. Thank you for calling Joe's Plumbing." in line.begin()


@pytest.mark.usefixtures("_closed")
def test_a_closed_company_tells_when_it_opens_and_takes_a_message(
    company: Company, number: PhoneNumber
) -> None:
    CallHandlingFactory(company=company, after_hours="message")
    TransferTargetFactory(company=company, phone=FRONT_DESK)
    ClosureFactory(company=company, date="2027-03-02")

    script = [Dtmf("0"), Say("please call ann about a sink"), Say("goodbye")]
    transcript = caller_for(number).call(script)

    opened, asked, noted, _ = transcript.exchanges
    assert "opens Wednesday at eight." in opened.spoken[0]
    assert asked.spoken == (f"{phrases.NOBODY_NOW} {phrases.TAKE_MESSAGE}",)
    assert noted.spoken == (answers.NOTED,)
    assert messages_of(company) == ["please call ann about a sink"]
    assert call_of(company).outcome == Outcome.MESSAGE


@pytest.mark.usefixtures("_closed")
@pytest.mark.parametrize("mode", ["answer", "message", "transfer"])
def test_an_emergency_reaches_the_emergency_number_while_the_company_is_closed(
    company: Company, number: PhoneNumber, mode: str
) -> None:
    CallHandlingFactory(company=company, after_hours=mode, emergency_phone=ON_CALL)
    TransferTargetFactory(company=company, phone=FRONT_DESK)

    transcript = caller_for(number, dial_results=["completed"]).call([Say("i smell gas")])

    assert SAFETY in transcript.spoken_text
    assert transcript.exchanges[1].dialled == (ON_CALL,)


@pytest.mark.usefixtures("_closed")
def test_a_closed_company_puts_callers_through_to_who_is_always_there(
    company: Company, number: PhoneNumber
) -> None:
    CallHandlingFactory(company=company, after_hours="transfer")
    TransferTargetFactory(company=company, phone=FRONT_DESK, hours="business")
    TransferTargetFactory(company=company, phone=MANAGER)

    transcript = caller_for(number, dial_results=["completed"]).call([Silence()])

    assert transcript.exchanges[1].dialled == (MANAGER,)
    assert call_of(company).outcome == Outcome.TRANSFERRED


def test_every_call_of_a_forwarding_company_rings_its_own_phone(
    company: Company, number: PhoneNumber
) -> None:
    CallHandlingFactory(company=company, forward_to=OWN_PHONE)

    picked_up = caller_for(number, dial_results=["completed"]).call([])
    nobody = caller_for(number).call([Say(PRICE_QUESTION), HangUp()])

    assert picked_up.exchanges[0].dialled == nobody.exchanges[0].dialled == (OWN_PHONE,)
    assert phrases.FORWARD_UNANSWERED in nobody.exchanges[1].spoken[0]
    assert "$125" in nobody.exchanges[2].spoken[0]


def test_the_other_companys_calls_are_not_forwarded(
    stranger: Company, foreign_number: PhoneNumber, number: PhoneNumber
) -> None:
    CallHandlingFactory(company=stranger, forward_to=OWN_PHONE)

    transcript = caller_for(number).call([HangUp()])

    assert transcript.exchanges[0].dialled == ()


def test_an_action_that_was_heard_badly_is_asked_about_first(
    company: Company, number: PhoneNumber
) -> None:
    transcript = caller_for(number).call([Say("goodbye", 0.3), Say("yes", 0.3)])

    asked, done = transcript.exchanges[1:]
    assert asked.spoken == (phrases.did_you_say("goodbye"),)
    assert done.spoken == ("Goodbye from Joe's Plumbing.",)
    assert kinds_of(company) == ["greeting", "confirm", "scenario"]


@pytest.mark.parametrize("confidence", ["", "nan", "much", "-1", "7", "inf"])
def test_a_confidence_that_makes_no_sense_counts_as_none(line: SignedLine, confidence: str) -> None:
    line.begin()

    twiml = line.turn(1, SpeechResult="goodbye", Confidence=confidence)

    assert "<Hangup />" in twiml


def test_a_caller_is_spoken_to_more_slowly_on_request(line: SignedLine) -> None:
    line.begin()
    line.turn(1, Digits="7")

    assert '<prosody rate="85%">' in line.say(2, PRICE_QUESTION)


def test_both_requests_of_one_sentence_are_answered(company: Company, number: PhoneNumber) -> None:
    ScenarioFactory(
        company=company,
        category=ScenarioCategoryFactory(company=company),
        key="hours",
        name="Business hours",
        triggers=["what are your hours"],
        quick_replies=["We open at eight."],
    )

    script = [Say(f"{PRICE_QUESTION} and what are your hours"), HangUp()]
    transcript = caller_for(number).call(script)

    assert "$125" in transcript.exchanges[1].spoken[0]
    assert "We open at eight." in transcript.exchanges[1].spoken[0]


def test_a_silent_caller_may_leave_a_message_by_voice(
    company: Company, number: PhoneNumber
) -> None:
    wants = {"silence_reprompts": 0, "silence_then": "message", "voicemail_enabled": False}
    CallHandlingFactory(company=company, **wants)

    caller_for(number).call([Silence(), Say("this is ann, call me"), Say("goodbye")])

    assert messages_of(company) == ["this is ann, call me"]


def test_a_silent_callers_message_is_recorded_where_there_is_voicemail(
    company: Company, line: SignedLine
) -> None:
    CallHandlingFactory(company=company, silence_reprompts=0, silence_then="message")
    line.begin()

    assert "<Record" in line.say(1, "")
    assert messages_of(company) == []


def test_a_state_of_a_newer_release_is_read_in_the_middle_of_a_call(
    company: Company, line: SignedLine
) -> None:
    line.begin()
    with company_scope(company.id, writing=True):
        CallTurn.objects.update(state={"mood": "sunny", "heard": 3})

    assert "$125" in line.say(1, PRICE_QUESTION)


def test_a_blocked_caller_is_turned_away_as_spam(company: Company, number: PhoneNumber) -> None:
    SpamRuleFactory(company=company, phone=CALLER)

    transcript = caller_for(number).call([Say(PRICE_QUESTION)])

    stopped, ended = transcript.exchanges
    assert (stopped.spoken, ended.spoken) == ((phrases.SPAM_GATE,), (phrases.SPAM_END,))
    call = call_of(company)
    assert (call.outcome, call.spam_score, call.spam_reasons) == (Outcome.SPAM, 1.0, ["blocked"])


def test_a_blocked_caller_who_hangs_up_at_once_was_spam_all_the_same(
    company: Company, number: PhoneNumber
) -> None:
    SpamRuleFactory(company=company, phone=CALLER)

    caller_for(number).call([HangUp()])

    assert call_of(company).outcome == Outcome.SPAM


def test_a_blocked_caller_who_is_a_customer_gets_through(
    company: Company, number: PhoneNumber
) -> None:
    SpamRuleFactory(company=company, phone=CALLER)

    transcript = caller_for(number).call([Dtmf("0"), Say(PRICE_QUESTION), HangUp()])

    assert "Thank you for calling Joe's Plumbing." in transcript.exchanges[1].spoken[0]
    assert "$125" in transcript.exchanges[2].spoken[0]
    assert call_of(company).outcome == Outcome.ANSWERED


def test_a_blocked_caller_in_danger_is_helped(company: Company, number: PhoneNumber) -> None:
    SpamRuleFactory(company=company, phone=CALLER)
    CallHandlingFactory(company=company, emergency_phone=ON_CALL)

    transcript = caller_for(number, dial_results=["completed"]).call([Say("i smell gas")])

    assert transcript.exchanges[1].dialled == (ON_CALL,)
    assert call_of(company).outcome == Outcome.TRANSFERRED


def test_one_companys_block_never_touches_another(
    stranger: Company, number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    SpamRuleFactory(company=stranger, phone=CALLER)

    assert phrases.SPAM_GATE in caller_for(foreign_number).call([HangUp()]).spoken_text
    assert "How can I help you today?" in caller_for(number).call([HangUp()]).spoken_text


def earlier_calls(company: Company, count: int, hours_ago: float = 0.5, **facts: Any) -> None:
    """Put earlier calls of the caller on record."""
    started_at = timezone.now() - timedelta(hours=hours_ago)
    CallFactory.create_batch(count, company=company, started_at=started_at, **facts)


def is_stopped(number: PhoneNumber) -> bool:
    """Whether the caller is stopped at the gate."""
    return phrases.SPAM_GATE in caller_for(number).call([HangUp()]).spoken_text


def test_who_calls_too_often_within_the_hour_is_stopped(
    company: Company, number: PhoneNumber
) -> None:
    CallHandlingFactory(company=company, max_calls_per_hour=3)
    earlier_calls(company, 2)

    assert not is_stopped(number)
    assert is_stopped(number)
    assert call_of(company).spam_reasons == ["too_many_calls"]


def test_calls_of_others_of_long_ago_of_tests_and_to_other_companies_do_not_count(
    company: Company, stranger: Company, number: PhoneNumber
) -> None:
    CallHandlingFactory(company=company, max_calls_per_hour=1)
    earlier_calls(company, 3, hours_ago=1.1)
    earlier_calls(company, 3, from_number="+12125550177")
    earlier_calls(company, 3, is_test=True)
    earlier_calls(stranger, 3)

    assert not is_stopped(number)


def test_an_allowed_caller_is_let_in_however_often(company: Company, number: PhoneNumber) -> None:
    CallHandlingFactory(company=company, max_calls_per_hour=1)
    SpamRuleFactory(company=company, phone=CALLER, verdict="allow")
    earlier_calls(company, 3)

    assert not is_stopped(number)


def test_callers_without_a_number_are_not_counted_together(
    company: Company, line: SignedLine
) -> None:
    CallHandlingFactory(company=company, max_calls_per_hour=1)
    earlier_calls(company, 3, from_number="anonymous")

    assert "How can I help you today?" in line.turn(0, From="anonymous")


@pytest.mark.parametrize(("limit", "most"), [(None, 0), (5, 1)])
def test_a_caller_is_counted_once_and_only_where_there_is_a_limit(
    company: Company, line: SignedLine, limit: int | None, most: int
) -> None:
    CallHandlingFactory(company=company, max_calls_per_hour=limit)
    line.begin()
    other = SignedLine(line.number, call_sid="CA" + "2" * 32)

    with CaptureQueriesContext(connection) as captured:
        other.begin()
        other.say(1, PRICE_QUESTION)

    counting = [one for one in captured.captured_queries if "COUNT(" in one["sql"]]
    assert len(counting) == most


def test_a_recording_that_fails_verification_is_scored_and_stopped(
    company: Company, line: SignedLine
) -> None:
    opened = line.delivery(StirVerstat=FAILED).send().content.decode()
    stopped = line.say(1, WARRANTY)

    assert "How can I help you today?" in opened
    assert phrases.SPAM_GATE in stopped
    call = call_of(company)
    assert call.spam_reasons == ["unverified_number", "robocall_phrase"]
    assert call.spam_score == pytest.approx(0.9)


def test_a_call_tells_the_company_what_spoke_against_it_and_nobody_else(
    company: Company, line: SignedLine, owner: APIClient, outsider: APIClient
) -> None:
    line.begin()
    line.say(1, WARRANTY)
    url = f"/api/company/{company.id}/calls/{line.call_sid}"

    told, refused = owner.get(url), outsider.get(url)

    assert told.json()["spamScore"] == 0.8
    assert told.json()["spamReasons"] == ["robocall_phrase"]
    assert refused.status_code == 403


def test_a_repeated_delivery_at_the_gate_gets_the_same_answer(
    company: Company, number: PhoneNumber
) -> None:
    SpamRuleFactory(company=company, phone=CALLER)

    transcript = caller_for(number, deliver_twice=True).call([Dtmf("0"), HangUp()])

    assert kinds_of(company) == ["spam", "greeting"]
    assert len(transcript.exchanges) == 2


def test_today_is_told_in_the_zone_of_the_company_and_not_of_the_server(
    company: Company, line: SignedLine, clock: Clock
) -> None:
    BusinessHoursFactory(company=company)
    CallHandlingFactory(company=company, after_hours="message")
    clock(datetime(2027, 3, 2, 1, 0, tzinfo=UTC).isoformat())

    assert "opens tomorrow at eight." in line.begin()
