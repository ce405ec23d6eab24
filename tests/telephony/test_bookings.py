"""Details taken in whole calls, through signed webhooks: bookings, changes, messages."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, tzinfo
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, connection

from telephony import keeping, phrases, webhooks
from telephony.calls import save_turn
from telephony.models import Appointment, AppointmentStatus, Call, Message, Outcome
from telephony.simulator.caller import Dtmf, HangUp, Say, Silence, Step
from telephony.simulator.transcript import Transcript
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope
from tests.callers import CALLER, PRICE_QUESTION, SAFETY, SignedLine, caller_for, open_line
from tests.factories import (
    AppointmentFactory,
    BusinessHoursFactory,
    CallHandlingFactory,
    ScenarioFactory,
    TransferTargetFactory,
)

BOOK, DRAIN, MOVE = "book a visit", "my drain is clogged", "move my visit"
CANCEL, NOTE, CALL_BACK = "cancel my visit", "take a message", "have someone ring me"
AT_TWO = datetime(2027, 3, 3, 19, 0, tzinfo=UTC)
AT_FOUR = datetime(2027, 3, 3, 21, 0, tzinfo=UTC)
DETAILS = ("the sink leaks", "12 Oak Street", "yes", "tomorrow at 3", "yes", "Joe Miller", "yes")

pytestmark = pytest.mark.django_db


class _Frozen(datetime):
    """Ten on a Tuesday morning in New York."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        """Return that moment by the clock of a zone."""
        return datetime(2027, 3, 2, 15, 0, tzinfo=UTC).astimezone(tz)


@pytest.fixture(autouse=True)
def _on_a_tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks, "datetime", _Frozen)


def entity(name: str, kind: str, prompt: str, *, required: bool = True) -> dict[str, Any]:
    """Return what a scenario asks for."""
    return {"name": name, "type": kind, "required": required, "prompt": prompt}


def open_desk(company: Company) -> None:
    """Let the company take visits, changes and messages, whose hours nobody knows."""
    told = {
        "book": (BOOK, "offer_scheduling", "Let's book that. What's wrong, and when can we come?"),
        "drain": (DRAIN, "offer_scheduling", "Sorry about that. Would you like a visit?"),
        "move": (MOVE, "reschedule", "No problem."),
        "cancel": (CANCEL, "cancel", "Sure."),
        "note": (NOTE, "take_message", "Of course."),
        "ring": (CALL_BACK, "callback_request", "Sure."),
    }
    visit = [
        entity("problem", "text", "What's going on?"),
        entity("address", "address", "What's the address?"),
        entity("day", "date", "What day works best?"),
        entity("caller", "name", "What name should I put it under?"),
        entity("phone", "phone", "What's the best number?", required=False),
    ]
    entities = {"book": visit}
    for key, (trigger, hook, reply) in told.items():
        ScenarioFactory(
            company=company,
            key=key,
            triggers=[trigger],
            quick_replies=[reply],
            action_hooks=[hook],
            entities=entities.get(key, []),
        )


@pytest.fixture
def desk(company: Company, number: PhoneNumber) -> PhoneNumber:
    """Return the number of a company that takes visits on weekdays from eight to five."""
    BusinessHoursFactory(company=company)
    open_desk(company)
    return number


def call(number: PhoneNumber, *said: str | Step, caller: str = CALLER) -> Transcript:
    """Play a call in which the caller says this, and hangs up."""
    steps = [Say(one) if isinstance(one, str) else one for one in said]
    player = caller_for(number)
    player.from_number = caller
    return player.call([*steps, HangUp()])


def replies(transcript: Transcript) -> list[str]:
    """Return what the receptionist said, greeting first."""
    return [" ".join(one.spoken) for one in transcript.exchanges]


def visits_of(company: Company) -> list[Appointment]:
    """Return the company's appointments, the first first."""
    with company_scope(company.id):
        return list(Appointment.objects.order_by("created_at"))


def messages_of(company: Company) -> list[Message]:
    """Return the company's messages."""
    with company_scope(company.id):
        return list(Message.objects.all())


def outcome_of(company: Company) -> str:
    """Return how the company's only call ended."""
    with company_scope(company.id):
        return Call.objects.get().outcome


def visit(company: Company, start: datetime = AT_TWO, **facts: Any) -> Appointment:
    """Put a confirmed visit of two hours into the diary."""
    told = {"status": AppointmentStatus.CONFIRMED, "place": 0, **facts}
    end = start.replace(hour=start.hour + 2)
    return AppointmentFactory(company=company, window_start=start, window_end=end, **told)


def test_a_visit_is_booked_detail_by_detail_and_confirmed_aloud(
    company: Company, desk: PhoneNumber
) -> None:
    transcript = call(desk, BOOK, *DETAILS, "yes")

    assert replies(transcript)[1:] == [
        "Let's book that. What's going on?",
        "What's the address?",
        "I have the address as 12 Oak Street. Is that right?",
        "What day works best?",
        "I have Wednesday, March 3rd, between 2 PM and 4 PM. Does that work for you?",
        "What name should I put it under?",
        "I have the name as Joe Miller. Is that right?",
        "Is the number you're calling from the best one to reach you?",
        "You're booked for Wednesday, March 3rd, between 2 PM and 4 PM. "
        "Is there anything else I can help you with?",
    ]
    (booked,) = visits_of(company)
    assert (booked.name, booked.phone, booked.address) == ("Joe Miller", CALLER, "12 Oak Street")
    assert (booked.problem, booked.status) == ("the sink leaks", AppointmentStatus.CONFIRMED)
    assert (booked.window_start, booked.window_end, booked.place) == (AT_TWO, AT_FOUR, 0)
    assert outcome_of(company) == Outcome.BOOKED


def test_what_the_first_words_tell_is_confirmed_even_where_they_are_in_doubt(
    company: Company, desk: PhoneNumber
) -> None:
    told = f"{BOOK} tomorrow at 3, my name is Joe"
    details = ("the sink leaks", "12 Oak Street", "yes", "yes", "yes", "yes")
    transcript = call(desk, told, "yes", *details)

    said = replies(transcript)
    assert "Did you mean" in said[1]
    assert "What day works best?" not in " ".join(said)
    assert "I have the name as Joe. Is that right?" in said
    assert visits_of(company)[0].window_start == AT_TWO


def test_a_question_in_between_is_answered_and_the_taking_resumes(
    company: Company, desk: PhoneNumber
) -> None:
    transcript = call(desk, BOOK, "the sink leaks", PRICE_QUESTION, *DETAILS[1:], "yes")

    assert replies(transcript)[3] == (
        "A service call with Joe's Plumbing is $125. So, what's the address?"
    )
    assert visits_of(company)[0].address == "12 Oak Street"


def test_silence_asks_for_the_same_detail(desk: PhoneNumber) -> None:
    transcript = call(desk, BOOK, "the sink leaks", Silence())

    assert replies(transcript)[3] == "I'm sorry, I didn't hear anything. What's the address?"


def test_an_emergency_in_between_wins_and_ends_the_taking(
    company: Company, desk: PhoneNumber
) -> None:
    transcript = call(desk, BOOK, "the sink leaks", "i smell gas", "12 Oak Street")

    assert SAFETY in replies(transcript)[3]
    assert "address" not in replies(transcript)[4]
    assert visits_of(company) == []


def test_a_correction_of_an_earlier_detail_is_taken(company: Company, desk: PhoneNumber) -> None:
    correction = "no, the address is 14 Elm Street"
    transcript = call(desk, BOOK, *DETAILS[:5], correction, "yes", "Joe Miller", "yes", "yes")

    assert "I have the address as 14 Elm Street. Is that right?" in replies(transcript)[7]
    assert visits_of(company)[0].address == "14 Elm Street"


def test_a_no_is_asked_again_in_another_way_and_the_number_may_be_keyed(
    company: Company, desk: PhoneNumber
) -> None:
    numbers = ("2 1 2 5 5 5 0 1 9 8", "no", "hm", Dtmf("2395550177#"), "yes")
    transcript = call(desk, BOOK, *DETAILS, *numbers)

    assert "digit by digit" in replies(transcript)[10]
    assert "key the number in" in replies(transcript)[11]
    assert "finishOnKey" in transcript.exchanges[11].twiml
    assert "numDigits" not in transcript.exchanges[11].twiml
    assert visits_of(company)[0].phone == "+12395550177"


def test_nobody_is_asked_more_than_three_times_and_what_was_told_is_left_to_the_team(
    company: Company, desk: PhoneNumber
) -> None:
    transcript = call(desk, BOOK, "the sink leaks", "hm", "blah", "foo")

    said = replies(transcript)
    assert len(set(said[2:5])) == 3
    assert "I've passed on what I have" in said[5]
    assert messages_of(company)[0].text == "Problem: the sink leaks"


def test_who_is_not_understood_is_put_through_where_somebody_is_there(
    company: Company, desk: PhoneNumber
) -> None:
    TransferTargetFactory(company=company)
    transcript = call(desk, BOOK, "the sink leaks", "hm", "blah", "foo")

    assert transcript.exchanges[5].dialled
    assert "Problem: the sink leaks" in [message.text for message in messages_of(company)]


def test_an_optional_detail_is_left_out_after_three_times(
    company: Company, desk: PhoneNumber
) -> None:
    transcript = call(desk, BOOK, *DETAILS, "no", "hm", "blah", "foo")

    assert "we'll leave that out. You're booked" in replies(transcript)[-1]
    assert visits_of(company)[0].phone == CALLER


def test_a_caller_may_drop_it(company: Company, desk: PhoneNumber) -> None:
    transcript = call(desk, BOOK, "the sink leaks", "never mind", PRICE_QUESTION)

    assert "No problem." in replies(transcript)[3]
    assert "address" not in replies(transcript)[4]
    assert visits_of(company) == []


def test_a_window_that_is_taken_is_not_given_and_the_nearest_two_are_offered(
    company: Company, desk: PhoneNumber
) -> None:
    visit(company)
    transcript = call(desk, BOOK, *DETAILS[:4], "the second one", "Joe", "yes", "yes")

    assert replies(transcript)[5] == (
        "I'm sorry, that time isn't free. I have Wednesday, March 3rd, between noon and 2 PM, "
        "or between 4 PM and 5 PM. Which one would you like?"
    )
    assert visits_of(company)[1].window_start == AT_FOUR


def test_as_many_visits_as_fit_are_booked_into_a_window(
    company: Company, desk: PhoneNumber
) -> None:
    CallHandlingFactory(company=company, capacity=2)
    visit(company)
    call(desk, BOOK, *DETAILS, "yes")

    assert [one.place for one in visits_of(company)] == [0, 1]
    assert {one.window_start for one in visits_of(company)} == {AT_TWO}


def test_a_visit_that_is_only_offered_begins_with_a_yes(
    company: Company, desk: PhoneNumber
) -> None:
    transcript = call(desk, DRAIN, "yes", *DETAILS[1:], "yes")

    assert replies(transcript)[1] == "Sorry about that. Would you like a visit?"
    assert replies(transcript)[2] == "What's the address?"
    assert visits_of(company)[0].problem == DRAIN


def test_a_visit_that_is_only_offered_may_be_declined_or_be_forgotten_for_a_question(
    company: Company, desk: PhoneNumber
) -> None:
    declined = call(desk, DRAIN, "no thanks")
    asked = call(desk, DRAIN, PRICE_QUESTION)

    assert "No problem." in replies(declined)[2]
    assert "$125" in replies(asked)[2]
    assert visits_of(company) == messages_of(company) == []


def test_without_hours_a_visit_is_a_request_that_nobody_promises(
    company: Company, number: PhoneNumber
) -> None:
    open_desk(company)
    transcript = call(number, BOOK, *DETAILS[:4], "Joe Miller", "yes", "yes")

    assert "the team will call you to set the time" in replies(transcript)[-1]
    (request,) = visits_of(company)
    assert (request.status, request.window_start) == (AppointmentStatus.REQUESTED, None)
    assert request.problem == "the sink leaks\nWanted: Wednesday, March 3rd, at 3 PM"


def test_a_booking_that_cannot_be_saved_is_not_confirmed(
    company: Company, desk: PhoneNumber, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(keeping, "_keep", fail)
    transcript = call(desk, BOOK, *DETAILS, "yes")

    assert phrases.TROUBLE in replies(transcript)[-1]
    assert "booked" not in replies(transcript)[-1]
    assert visits_of(company) == []


def test_a_repeated_delivery_of_the_last_turn_books_once(
    company: Company, desk: PhoneNumber
) -> None:
    line = SignedLine(desk)
    line.begin()
    said = [line.say(index, words) for index, words in enumerate((BOOK, *DETAILS, "yes"), start=1)]

    assert line.say(9, "yes") == said[-1]
    assert len(visits_of(company)) == 1


@pytest.fixture
def _both_decide_first(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold each of two callers, once both have decided, before either turn is saved."""
    both, held = Barrier(2, timeout=60), set[str]()

    def wait_and_save(line: Any, *rest: Any) -> str:
        is_first = line.call_sid not in held and rest[1].reply.act is not None
        held.add(line.call_sid if is_first else "")
        _wait_if(is_first, both.wait)
        return save_turn(line, *rest)

    monkeypatch.setattr(webhooks, "save_turn", wait_and_save)
    yield
    monkeypatch.undo()


def _wait_if(is_first: bool, wait: Callable[[], int]) -> None:
    if is_first:
        wait()


def say_last(line: SignedLine) -> str:
    """Confirm the last detail from a thread of its own, with a connection of its own."""
    try:
        return line.say(9, "yes")
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time.")
@pytest.mark.usefixtures("_both_decide_first")
def test_of_two_callers_one_gets_the_last_place_and_the_other_is_offered_the_next(
    company: Company, desk: PhoneNumber
) -> None:
    lines = [SignedLine(desk, f"CA{digit * 32}") for digit in "12"]
    for line in lines:
        line.begin()
        for index, words in enumerate((BOOK, *DETAILS), start=1):
            line.say(index, words)

    with ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(say_last, lines), key=lambda twiml: "booked" not in twiml)

    assert "You're booked for Wednesday, March 3rd, between 2 PM and 4 PM." in answers[0]
    assert "that time was just taken" in answers[1]
    assert "between noon and 2 PM, or between 4 PM and 5 PM" in answers[1]
    assert [one.window_start for one in visits_of(company)] == [AT_TWO]


def test_a_visit_is_found_by_the_callers_number_and_moved(
    company: Company, desk: PhoneNumber
) -> None:
    visit(company, phone=CALLER)
    transcript = call(desk, MOVE, "yes", "friday morning", "the second one")

    assert replies(transcript)[1:] == [
        "No problem. I see a visit on Wednesday, March 3rd, between 2 PM and 4 PM. "
        "Is that the one?",
        "Which day would you like instead?",
        "I have Friday, March 5th, between 8 AM and 10 AM, or between 10 AM and noon. "
        "Which one would you like?",
        "Your visit is moved. We'll see you Friday, March 5th, between 10 AM and noon. "
        "Is there anything else I can help you with?",
    ]
    (moved,) = visits_of(company)
    assert moved.status == AppointmentStatus.RESCHEDULED
    assert moved.window_start == datetime(2027, 3, 5, 15, 0, tzinfo=UTC)
    assert moved.place == 0


def test_a_visit_is_found_by_a_number_that_is_told_and_cancelled(
    company: Company, desk: PhoneNumber
) -> None:
    visit(company, phone="+12395550177")
    told = "two three nine, five five five, oh one double seven"
    transcript = call(desk, CANCEL, told, "yes", "yes")

    assert "Shall I cancel it?" in replies(transcript)[3]
    assert "between 2 PM and 4 PM is cancelled." in replies(transcript)[4]
    assert visits_of(company)[0].status == AppointmentStatus.CANCELLED


def test_a_visit_that_is_not_found_leaves_a_message(company: Company, desk: PhoneNumber) -> None:
    number = "239 555 0177"
    transcript = call(desk, CANCEL, number, "yes", "Joe", "yes", "I can't be there on friday")

    assert "I'll take a message for the team instead." in replies(transcript)[3]
    (left,) = messages_of(company)
    assert left.from_number == "+12395550177"
    assert "Message: I can't be there on friday" in left.text


def test_a_visit_of_another_company_is_never_found(
    company: Company, stranger: Company, desk: PhoneNumber
) -> None:
    foreign = visit(stranger, phone=CALLER)
    transcript = call(desk, CANCEL, CALLER, "yes")

    assert "March 3rd" not in transcript.spoken_text
    assert visits_of(stranger) == [foreign]
    assert visits_of(stranger)[0].status == AppointmentStatus.CONFIRMED


def test_the_other_company_finds_its_own_visit_by_the_same_number(
    company: Company, stranger: Company
) -> None:
    visit(stranger, phone=CALLER)
    theirs = open_line(stranger, price="95", token="smiths-token")
    open_desk(stranger)

    assert "March 3rd" in call(theirs, CANCEL).spoken_text


def test_a_message_is_taken_by_voice(company: Company, desk: PhoneNumber) -> None:
    call(desk, NOTE, "my name is Ann Miller", "yes", "yes", "tell Joe that I'm running late")

    (left,) = messages_of(company)
    assert (left.kind, left.from_number) == ("message", CALLER)
    assert left.text == (
        f"Caller: Ann Miller\nPhone: {CALLER}\nMessage: tell Joe that I'm running late"
    )
    assert outcome_of(company) == Outcome.MESSAGE


def test_a_call_back_is_asked_for_with_its_time(company: Company, desk: PhoneNumber) -> None:
    call(desk, CALL_BACK, "Ann", "yes", "no", Dtmf("2395550177#"), "yes", "friday after 4", "yes")

    (left,) = messages_of(company)
    assert (left.kind, left.from_number) == ("callback", "+12395550177")
    assert "Time: Friday, March 5th, after 4 PM" in left.text


def test_a_caller_without_a_number_is_asked_for_one(company: Company, desk: PhoneNumber) -> None:
    transcript = call(desk, CALL_BACK, "Ann", "yes", "this number", caller="anonymous")

    assert "What's the best number to call?" in replies(transcript)[3]
    assert "digit by digit" in replies(transcript)[4]


def test_what_was_told_before_a_hang_up_is_left_to_the_team(
    company: Company, desk: PhoneNumber
) -> None:
    call(desk, BOOK, "the sink leaks", "12 Oak Street", "yes")

    (left,) = messages_of(company)
    assert left.text == (
        "The caller hung up before all was told.\nProblem: the sink leaks\nAddress: 12 Oak Street"
    )
