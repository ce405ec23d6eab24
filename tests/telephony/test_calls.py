"""The record of a call: each turn once, and a final status for good."""

from itertools import permutations

import pytest

from telephony.calls import AnsweredTurn, Line, Standing, note_status, read_standing, save_turn
from telephony.models import CallTurn, Message, Outcome
from telephony.turns import CallState, Next, Reply
from tenants.models import Company
from tenants.scope import company_scope
from tests.callers import CALL, CALLER
from tests.factories import CallFactory, CallTurnFactory
from tests.telephony.recorded import call_of

pytestmark = pytest.mark.django_db

OUR_NUMBER = "+12395550100"


def line_of(company: Company, call_sid: str = CALL) -> Line:
    """Return a call to the company."""
    return Line(company.id, call_sid, CALLER, OUR_NUMBER)


def turn(
    index: int,
    utterance: str = "",
    twiml: str = "<Response/>",
    kind: str = "scenario",
    **facts: str,
) -> AnsweredTurn:
    """Return a turn as it is about to be recorded."""
    reply = Reply(kind, "Yes.", CallState(silences=index), **facts)
    return AnsweredTurn(index, utterance, reply, twiml, 1.5)


def save_all(line: Line, turns: list[AnsweredTurn]) -> None:
    """Record the turns one after another."""
    for one in turns:
        save_turn(line, read_standing(line, one.index), one)


def recorded(company: Company) -> list[CallTurn]:
    """Return the company's turns in order."""
    with company_scope(company.id):
        return list(CallTurn.objects.select_related("call").order_by("index"))


def test_the_first_turn_records_the_call_and_itself(company: Company) -> None:
    twiml = save_turn(line_of(company), Standing(), turn(0, twiml="<Response>hello</Response>"))

    (only,) = recorded(company)
    assert twiml == only.twiml == "<Response>hello</Response>"
    assert (only.call.call_sid, only.call.from_number) == (CALL, CALLER)
    assert only.call.to_number == OUR_NUMBER
    assert not only.call.is_test


def test_a_turn_keeps_what_was_heard_decided_and_said(company: Company) -> None:
    reply = Reply(
        "scenario", "Yes.", CallState(unclear=1), Next.DIAL, "+12395550301", "drains", "drains",
        score=0.9, urgency=0.6, trace={"reason": "it was said"},
    )  # fmt: skip

    save_turn(line_of(company), Standing(), AnsweredTurn(1, "fix it", reply, "<Response/>", 1.5))

    (only,) = recorded(company)
    assert (only.utterance, only.kind, only.reply) == ("fix it", "scenario", "Yes.")
    assert (only.scenario_key, only.match_id, only.score) == ("drains", "drains", 0.9)
    assert only.urgency == 0.6
    assert (only.action, only.latency_ms) == ("dial", 1.5)
    assert only.trace == {"reason": "it was said"}
    assert CallState.from_document(only.state) == CallState(unclear=1)


def messages_of(company: Company) -> list[Message]:
    """Return what was left for the company's people."""
    with company_scope(company.id):
        return list(Message.objects.select_related("call"))


def test_what_a_caller_answered_to_our_question_is_left_as_a_message(company: Company) -> None:
    save_all(line_of(company), [turn(0), turn(1, "on Monday", kind="noted"), turn(2, "thanks")])

    (message,) = messages_of(company)
    assert (message.text, message.from_number) == ("on Monday", CALLER)
    assert (message.kind, message.is_handled) == ("message", False)
    assert message.call == call_of(company)


def test_a_message_is_left_once_however_many_workers_take_its_turn(company: Company) -> None:
    save_turn(line_of(company), Standing(), turn(0))
    late = read_standing(line_of(company), 1)
    noted = turn(1, "on Monday", kind="noted")

    save_turn(line_of(company), late, noted)
    save_turn(line_of(company), late, noted)

    assert [message.text for message in messages_of(company)] == ["on Monday"]


def test_a_message_is_left_to_the_company_that_was_called(
    company: Company, stranger: Company
) -> None:
    save_turn(line_of(stranger), Standing(), turn(0, "on Monday", kind="noted"))

    assert messages_of(company) == []
    assert [message.text for message in messages_of(stranger)] == ["on Monday"]


def test_what_stands_before_a_call_is_nothing(company: Company) -> None:
    assert read_standing(line_of(company), 0) == Standing()


def test_what_stands_before_a_turn_is_the_state_after_the_last_one(company: Company) -> None:
    save_turn(line_of(company), Standing(), turn(0))
    save_turn(line_of(company), read_standing(line_of(company), 1), turn(1))

    standing = read_standing(line_of(company), 2)

    assert standing == Standing(call_of(company).id, CallState(silences=1), twiml=None, index=1)


def test_a_turn_that_was_answered_stands_with_its_answer(company: Company) -> None:
    save_turn(line_of(company), Standing(), turn(0, twiml="<Response>first</Response>"))
    save_turn(line_of(company), Standing(), turn(1, twiml="<Response>second</Response>"))

    assert read_standing(line_of(company), 0).twiml == "<Response>first</Response>"
    assert read_standing(line_of(company), 1).twiml == "<Response>second</Response>"


def test_the_turns_of_another_call_do_not_stand_in_this_one(company: Company) -> None:
    save_turn(line_of(company, "CA" + "2" * 32), Standing(), turn(0))

    assert read_standing(line_of(company), 0) == Standing()


def test_the_same_call_at_another_company_does_not_stand_here(
    company: Company, stranger: Company
) -> None:
    save_turn(line_of(stranger), Standing(), turn(0, twiml="<Response>theirs</Response>"))

    assert read_standing(line_of(company), 0) == Standing()
    assert read_standing(line_of(stranger), 0).twiml == "<Response>theirs</Response>"


def test_a_turn_that_another_worker_recorded_first_is_answered_with_that_ones_words(
    company: Company,
) -> None:
    late = read_standing(line_of(company), 0)
    save_turn(line_of(company), Standing(), turn(0, twiml="<Response>first</Response>"))

    twiml = save_turn(line_of(company), late, turn(0, twiml="<Response>second</Response>"))

    assert twiml == "<Response>first</Response>"
    assert [one.twiml for one in recorded(company)] == ["<Response>first</Response>"]


def test_the_same_call_is_recorded_by_each_company_for_itself(
    company: Company, stranger: Company
) -> None:
    save_turn(line_of(company), Standing(), turn(0))
    save_turn(line_of(stranger), Standing(), turn(0))

    assert call_of(company).company_id == company.id
    assert call_of(stranger).company_id == stranger.id


@pytest.mark.parametrize("status", ["completed", "busy", "failed", "no-answer", "canceled"])
def test_a_final_status_ends_the_call(company: Company, status: str) -> None:
    note_status(line_of(company), status, 42)

    call = call_of(company)
    assert (call.status, call.duration_seconds) == (status, 42)
    assert call.outcome == Outcome.ABANDONED


def test_a_status_on_the_way_leaves_the_call_open(company: Company) -> None:
    note_status(line_of(company), "ringing", None)

    call = call_of(company)
    assert (call.status, call.outcome, call.duration_seconds) == ("ringing", "", None)


@pytest.mark.parametrize("order", list(permutations(["ringing", "in-progress", "completed"])))
def test_statuses_in_any_order_and_twice_come_to_one_result(
    company: Company, order: tuple[str, ...]
) -> None:
    first, second, third = order

    note_status(line_of(company), first, 42)
    note_status(line_of(company), second, 42)
    note_status(line_of(company), third, 42)
    note_status(line_of(company), first, 42)

    call = call_of(company)
    assert (call.status, call.duration_seconds) == ("completed", 42)


def test_a_second_final_status_changes_nothing(company: Company) -> None:
    note_status(line_of(company), "completed", 42)

    note_status(line_of(company), "failed", 0)

    assert (call_of(company).status, call_of(company).duration_seconds) == ("completed", 42)


@pytest.mark.parametrize(
    ("turns", "outcome"),
    [
        ([turn(0)], Outcome.ABANDONED),
        ([turn(0), turn(1)], Outcome.ABANDONED),
        ([turn(0), turn(1, "do you fix drains")], Outcome.ANSWERED),
        ([turn(0), turn(1, "a person please", next=Next.DIAL)], Outcome.TRANSFERRED),
        ([turn(0), turn(1, "a person please", next=Next.DIAL), turn(2)], Outcome.ANSWERED),
        ([turn(0), turn(1, "on Monday", kind="noted")], Outcome.MESSAGE),
    ],
    ids=["hung up at once", "silent", "asked", "put through", "nobody picked up", "noted"],
)
def test_the_outcome_follows_from_the_turns(
    company: Company, turns: list[AnsweredTurn], outcome: str
) -> None:
    save_all(line_of(company), turns)

    note_status(line_of(company), "completed", 42)

    assert call_of(company).outcome == outcome


def test_the_status_of_one_companys_call_leaves_anothers_alone(
    company: Company, stranger: Company
) -> None:
    theirs = CallFactory(company=stranger, call_sid=CALL)
    CallTurnFactory(company=stranger, call=theirs, index=1, action=Next.DIAL)

    note_status(line_of(company), "completed", 42)

    assert call_of(stranger).status == "in-progress"
    assert call_of(company).outcome == Outcome.ABANDONED
