"""Whole calls through the webhooks: the right company, each turn once, and never silence."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, tzinfo
from itertools import permutations
from threading import Barrier
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from telephony import phrases, webhooks
from telephony.calls import read_standing
from telephony.models import Call, CallTurn, Message, Outcome
from telephony.simulator.caller import Dtmf, HangUp, Say, Silence
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope, platform_scope
from tests.callers import (
    PRICE_QUESTION,
    SAFETY,
    SignedLine,
    caller_for,
    database_gone,
    logged,
)
from tests.factories import (
    BusinessHoursFactory,
    CallHandlingFactory,
    QuestionAnswerFactory,
    TransferTargetFactory,
    VariableFactory,
)

FRONT_DESK, MANAGER, ON_CALL = "+12395550301", "+12395550302", "+12395550399"
SECRET = "my name is Wilhelmina Featherstone"

pytestmark = pytest.mark.django_db


class _Frozen(datetime):
    """Ten on a Tuesday morning in Tokyo, which is Monday night in New York."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        """Return that moment by the clock of a zone."""
        return datetime(2027, 3, 2, 1, 0, tzinfo=UTC).astimezone(tz)


def turns_of(company: Company) -> list[CallTurn]:
    """Return the company's recorded turns, in order."""
    with company_scope(company.id):
        return list(CallTurn.objects.order_by("index"))


def call_of(company: Company) -> Call:
    """Return the company's only call."""
    with company_scope(company.id):
        return Call.objects.get()


def rows_written() -> int:
    """Return how many calls and turns are on record, of whatever company."""
    with platform_scope("test"):
        return Call.objects.count() + CallTurn.objects.count()


def spoken(twiml: str) -> str:
    """Return what a document says."""
    says = ET.fromstring(twiml).iter("Say")  # noqa: S314  our own document
    return " ".join(say.text or "" for say in says)


def change(company: Company, **facts: Any) -> None:
    """Change the company's record."""
    with platform_scope("test"):
        Company.objects.filter(pk=company.pk).update(**facts)


def statements(captured: CaptureQueriesContext) -> list[str]:
    """Return the statements that ask or change something."""
    asking = ("SELECT", "INSERT", "UPDATE", "DELETE")
    return [one["sql"] for one in captured.captured_queries if one["sql"].startswith(asking)]


@pytest.fixture
def _broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything behind the signature raise, with the caller's words in the error."""

    def fail(*args: object) -> None:
        raise RuntimeError(f"broken by: {SECRET}")

    monkeypatch.setattr(webhooks, "agent_for", fail)


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


def test_every_delivery_that_comes_twice_gets_the_same_answer_and_is_recorded_once(
    company: Company, number: PhoneNumber
) -> None:
    TransferTargetFactory(company=company, phone=FRONT_DESK)
    player = caller_for(number, deliver_twice=True)

    transcript = player.call([Say(PRICE_QUESTION), Dtmf("0"), Silence(), Say("goodbye")])

    assert [one.twiml for one in turns_of(company)] == [one.twiml for one in transcript.exchanges]


def test_a_late_repetition_of_an_earlier_turn_gets_what_was_said_then(
    company: Company, line: SignedLine
) -> None:
    line.begin()
    first, second = line.turn(1), line.turn(2)

    late = line.turn(1)

    assert late == first != second
    assert [one.index for one in turns_of(company)] == [0, 1, 2]


def test_a_repetition_with_other_words_is_answered_with_what_was_said_then(
    company: Company, line: SignedLine
) -> None:
    line.begin()
    first = line.say(1, PRICE_QUESTION)

    assert line.say(1, "goodbye") == first
    assert [one.utterance for one in turns_of(company)] == ["", PRICE_QUESTION]


@pytest.fixture
def _both_read_first(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold each of two deliveries, after it has read what stands, until the other has too."""
    both = Barrier(2, timeout=60)

    def read_and_wait(*args: Any) -> Any:
        standing = read_standing(*args)
        both.wait()
        return standing

    monkeypatch.setattr(webhooks, "read_standing", read_and_wait)
    yield
    monkeypatch.undo()


def deliver(line: SignedLine, webhook: str, speech: str) -> bytes:
    """Deliver from a thread of its own, with a connection of its own."""
    try:
        return line.delivery(webhook, SpeechResult=speech).send().content
    finally:
        connection.close()


def deliver_at_once(line: SignedLine, webhook: str, *speeches: str) -> list[bytes]:
    """Return the answers to deliveries of the same turn at the same time."""
    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(deliver, [line] * 2, [webhook] * 2, speeches))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time.")
@pytest.mark.usefixtures("_both_read_first")
@pytest.mark.parametrize("webhook", ["voice", "voice/turns/1"])
def test_two_deliveries_at_once_get_one_answer_and_are_recorded_once(
    company: Company, line: SignedLine, webhook: str
) -> None:
    first, second = deliver_at_once(line, webhook, PRICE_QUESTION, "goodbye")

    (only,) = turns_of(company)
    assert first == second == only.twiml.encode()
    assert only.utterance in (PRICE_QUESTION, "goodbye")
    assert call_of(company).call_sid == line.call_sid


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


def test_a_status_callback_ends_the_call_on_record(company: Company, line: SignedLine) -> None:
    line.begin()
    line.say(1, PRICE_QUESTION)

    response = line.status("completed", CallDuration="42")

    assert response.status_code == 200
    assert list(ET.fromstring(response.content)) == []  # noqa: S314  our own document
    call = call_of(company)
    assert (call.status, call.duration_seconds) == ("completed", 42)
    assert call.outcome == Outcome.ANSWERED


def statuses(line: SignedLine, *order: str) -> None:
    """Deliver the callbacks in this order, the last of them twice."""
    for status in (*order, order[-1]):
        line.status(status, CallDuration="42", SequenceNumber="0")


@pytest.mark.parametrize("order", list(permutations(["ringing", "in-progress", "completed"])))
def test_status_callbacks_in_any_order_and_twice_come_to_one_result(
    company: Company, line: SignedLine, order: tuple[str, ...]
) -> None:
    line.begin()

    statuses(line, *order)

    call = call_of(company)
    assert (call.status, call.duration_seconds) == ("completed", 42)
    assert call.outcome == Outcome.ABANDONED


def test_a_final_status_never_goes_back(company: Company, line: SignedLine) -> None:
    line.begin()

    statuses(line, "no-answer", "completed", "in-progress")

    assert call_of(company).status == "no-answer"


@pytest.mark.parametrize("duration", ["", "soon", "-1", "9" * 30, "٤٢"])
def test_a_duration_that_makes_no_sense_breaks_nothing(line: SignedLine, duration: str) -> None:
    line.begin()

    assert line.status("completed", CallDuration=duration).status_code == 200


@pytest.mark.parametrize("facts", [{"is_live": False}, {"is_suspended": True}])
def test_a_status_of_a_company_that_takes_no_calls_is_not_recorded(
    company: Company, line: SignedLine, facts: dict[str, bool]
) -> None:
    change(company, **facts)

    response = line.status("completed")

    assert response.status_code == 200
    assert rows_written() == 0


@pytest.mark.parametrize("only", ["", 'SELECT "telephony_call', "INSERT"])
def test_a_status_that_cannot_be_recorded_is_answered_with_nothing(
    line: SignedLine, only: str
) -> None:
    line.turn(0)

    with database_gone(only=only):
        response = line.status("completed")

    assert response.status_code == 200
    assert list(ET.fromstring(response.content)) == []  # noqa: S314  our own document


def test_a_status_of_a_call_that_never_had_a_turn_is_recorded(
    company: Company, line: SignedLine
) -> None:
    line.status("canceled")

    call = call_of(company)
    assert (call.call_sid, call.status) == (line.call_sid, "canceled")
    assert call.outcome == Outcome.ABANDONED


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
