"""Whole calls through the webhooks: each company's own, said and recorded."""

from datetime import UTC, datetime, tzinfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from telephony import phrases, webhooks
from telephony.models import Message, Outcome
from telephony.simulator.caller import Dtmf, HangUp, Say, Silence
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope, platform_scope
from tests.callers import (
    PRICE_QUESTION,
    SAFETY,
    SignedLine,
    caller_for,
    logged,
)
from tests.factories import (
    BusinessHoursFactory,
    CallHandlingFactory,
    QuestionAnswerFactory,
    TransferTargetFactory,
    VariableFactory,
)
from tests.telephony.recorded import call_of, change, rows_written, spoken, turns_of

FRONT_DESK, MANAGER, ON_CALL = "+12395550301", "+12395550302", "+12395550399"
SECRET = "my name is Wilhelmina Featherstone"

pytestmark = pytest.mark.django_db


class _Frozen(datetime):
    """Ten on a Tuesday morning in Tokyo, which is Monday night in New York."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        """Return that moment by the clock of a zone."""
        return datetime(2027, 3, 2, 1, 0, tzinfo=UTC).astimezone(tz)


def test_a_caller_hears_the_companys_name_and_price(
    company: Company, number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    transcript = caller_for(number).call([Say(PRICE_QUESTION), Say("goodbye")])

    assert transcript.ended == "system"
    greeting, price, goodbye = transcript.exchanges
    assert "Thank you for calling Joe's Plumbing." in greeting.spoken[0]
    assert "A service call with Joe's Plumbing is $125." in price.spoken[0]
    assert goodbye.spoken == ("Goodbye from Joe's Plumbing.",)


def test_a_caller_of_the_other_company_hears_the_other_companys_name_and_price(
    number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    transcript = caller_for(foreign_number).call([Say(PRICE_QUESTION), HangUp()])

    assert "A service call with Smith's HVAC is $95." in transcript.spoken_text
    assert "Joe" not in transcript.spoken_text
    assert "$125" not in transcript.spoken_text


def test_a_call_is_recorded_turn_by_turn_with_its_outcome(
    company: Company, number: PhoneNumber
) -> None:
    transcript = caller_for(number).call([Say(PRICE_QUESTION), Silence(), Say("goodbye")])

    call, turns = call_of(company), turns_of(company)
    assert (call.call_sid, call.to_number) == (transcript.call_sid, number.number)
    assert (call.status, call.outcome) == ("completed", Outcome.ANSWERED)
    assert [one.index for one in turns] == [0, 1, 2, 3]
    assert [one.kind for one in turns] == ["greeting", "scenario", "silence", "scenario"]
    assert [one.utterance for one in turns] == ["", PRICE_QUESTION, "", "goodbye"]
    assert [one.scenario_key for one in turns] == ["", "service_call_price", "", "goodbye"]
    assert [one.twiml for one in turns] == [one.twiml for one in transcript.exchanges]


def test_the_companys_own_answer_is_given_before_its_scenario(
    company: Company, number: PhoneNumber
) -> None:
    QuestionAnswerFactory(
        company=company, question=PRICE_QUESTION, answer="For you {servicecallprice}."
    )

    transcript = caller_for(number).call([Say(PRICE_QUESTION), HangUp()])

    assert "For you $125." in transcript.spoken_text
    assert turns_of(company)[1].kind == "qna"


def test_a_caller_who_never_speaks_is_asked_twice_and_let_go(
    company: Company, number: PhoneNumber
) -> None:
    transcript = caller_for(number).call([Silence(), Silence(), Silence()])

    assert transcript.ended == "system"
    assert [one.spoken[0] for one in transcript.exchanges[1:]] == [
        *phrases.SILENCES[:2],
        phrases.SILENCE_END,
    ]
    assert call_of(company).outcome == Outcome.ABANDONED


def test_a_caller_who_presses_zero_is_put_through_to_each_person_in_order(
    company: Company, number: PhoneNumber
) -> None:
    TransferTargetFactory(company=company, phone=MANAGER, order=2)
    TransferTargetFactory(company=company, phone=FRONT_DESK, order=1)
    player = caller_for(number, dial_results=["no-answer", "completed"])

    transcript = player.call([Dtmf("0")])

    assert transcript.ended == "system"
    assert [one.dialled for one in transcript.exchanges[1:]] == [(FRONT_DESK,), (MANAGER,), ()]
    assert call_of(company).outcome == Outcome.TRANSFERRED


def test_a_caller_for_whom_nobody_picks_up_leaves_a_message_where_none_is_recorded(
    company: Company, number: PhoneNumber
) -> None:
    CallHandlingFactory(company=company, voicemail_enabled=False)
    TransferTargetFactory(company=company, phone=FRONT_DESK)

    transcript = caller_for(number).call(
        [Dtmf("0"), Say(PRICE_QUESTION), Say("i am ann"), HangUp()]
    )

    assert transcript.exchanges[2].spoken[0].startswith(phrases.NOBODY_PICKED_UP_END)
    assert "$125" in transcript.exchanges[3].spoken[0]
    with company_scope(company.id):
        assert Message.objects.get().text == "i am ann"


@pytest.mark.parametrize(
    ("zone", "dialled"), [("America/New_York", (MANAGER,)), ("Asia/Tokyo", (FRONT_DESK,))]
)
def test_who_is_rung_depends_on_the_companys_hours_in_its_own_zone(
    company: Company,
    number: PhoneNumber,
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
    dialled: tuple[str, ...],
) -> None:
    with platform_scope("test"):
        Company._base_manager.filter(pk=company.pk).update(timezone=zone)
    BusinessHoursFactory(company=company)
    TransferTargetFactory(company=company, phone=FRONT_DESK, order=1, hours="business")
    TransferTargetFactory(company=company, phone=MANAGER, order=2)
    monkeypatch.setattr(webhooks, "datetime", _Frozen)

    transcript = caller_for(number, dial_results=["completed"]).call([Dtmf("0")])

    assert transcript.exchanges[1].dialled == dialled


def test_an_emergency_rings_the_emergency_number(company: Company, number: PhoneNumber) -> None:
    VariableFactory(company=company, name="emergencyPhone", type="phone", value=ON_CALL)

    transcript = caller_for(number, dial_results=["completed"]).call([Say("i smell gas")])

    assert SAFETY in transcript.spoken_text
    assert transcript.exchanges[1].dialled == (ON_CALL,)


def test_a_call_is_logged_with_its_decision_and_without_speech_or_numbers(
    company: Company, number: PhoneNumber
) -> None:
    with logged() as lines:
        transcript = caller_for(number).call([Say(PRICE_QUESTION), Say(SECRET), HangUp()])

    answered = [text for text in lines if "turn_answered" in text]
    assert len(answered) == 3
    assert str(company.id) in answered[1]
    assert transcript.call_sid in answered[1]
    assert "service_call_price" in answered[1]
    everything = "".join(lines)
    assert "Wilhelmina" not in everything
    assert PRICE_QUESTION not in everything
    assert transcript.from_number not in everything
    assert number.number not in everything


def test_a_company_that_is_not_live_says_so_and_records_nothing(
    company: Company, line: SignedLine
) -> None:
    change(company, is_live=False)

    twiml = line.begin()

    assert spoken(twiml) == phrases.not_live("Joe's Plumbing")
    assert "<Hangup />" in twiml
    assert rows_written() == 0


def test_a_suspended_company_says_so_names_nobody_and_records_nothing(
    company: Company, line: SignedLine
) -> None:
    change(company, is_suspended=True)

    twiml = line.begin()

    assert spoken(twiml) == phrases.SUSPENDED
    assert "<Hangup />" in twiml
    assert rows_written() == 0


def test_a_company_that_goes_live_again_is_answered_at_once(
    company: Company, line: SignedLine
) -> None:
    change(company, is_live=False)
    line.begin()
    change(company, is_live=True)

    assert "How can I help you today?" in spoken(line.begin())


def statements(captured: CaptureQueriesContext) -> list[str]:
    """Return the statements that ask or change something."""
    asking = ("SELECT", "INSERT", "UPDATE", "DELETE")
    return [one["sql"] for one in captured.captured_queries if one["sql"].startswith(asking)]


@pytest.mark.parametrize("speech", [PRICE_QUESTION, "goodbye", "purple elephants", ""])
def test_a_warm_turn_takes_three_statements(line: SignedLine, speech: str) -> None:
    line.begin()

    with CaptureQueriesContext(connection) as captured:
        line.say(1, speech)

    assert len(statements(captured)) == 3


def test_a_repeated_turn_takes_two_statements(line: SignedLine) -> None:
    line.begin()
    line.say(1, PRICE_QUESTION)

    with CaptureQueriesContext(connection) as captured:
        line.say(1, PRICE_QUESTION)

    assert len(statements(captured)) == 2
