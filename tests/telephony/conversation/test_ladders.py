"""Asking again, in other words each time, and what follows where that leads nowhere."""

import pytest

from telephony import phrases as answers
from telephony.conversation import phrases
from telephony.turns import Heard, Next
from tests.telephony.conversation.talks import EVENING, FRONT_DESK, MANAGER, WEEK, talk

MESSAGE_INSTEAD = f"{phrases.MESSAGE_INSTEAD} {phrases.TAKE_MESSAGE}"
NONSENSE = "purple elephants sing quietly"


@pytest.mark.parametrize("facts", [{"silence_then": "message"}, {"silence_then": "transfer"}])
def test_a_silent_caller_may_leave_a_message_by_voice_and_is_then_let_go(
    facts: dict[str, str],
) -> None:
    call = talk(**facts)
    reprompts = [call.wait().text, call.wait().text]

    offered, again, ended = call.wait(), call.wait(), call.wait()

    assert reprompts == list(answers.SILENCES[:2])
    assert offered.text == f"{phrases.SILENT_MESSAGE} {phrases.TAKE_MESSAGE}"
    assert again.text == phrases.MESSAGE_AGAIN
    assert (ended.text, ended.next) == (phrases.MESSAGE_END, Next.HANG_UP)


@pytest.mark.parametrize("then", ["message", "transfer"])
def test_a_silent_caller_has_a_message_recorded_where_the_company_has_voicemail(then: str) -> None:
    call = talk(silence_then=then, silence_reprompts=0, voicemail=True)

    assert call.wait().next == Next.RECORD
    assert call.hear(Heard(recorded_seconds=7)).text == answers.VOICEMAIL_KEPT


def test_a_caller_who_may_wait_for_a_person_is_put_through_before_a_message_is_recorded() -> None:
    wants = {"silence_then": "message", "silence_reprompts": 0, "voicemail": True}
    call = talk(
        moment=EVENING, hours=WEEK, after_hours="transfer", transfer_numbers=(MANAGER,), **wants
    )

    assert call.wait().dial == MANAGER


def test_a_silent_caller_who_then_speaks_has_a_message_noted() -> None:
    call = talk(silence_then="message", silence_reprompts=0)
    call.wait()

    assert call.say("tell joe that his van is in my drive").kind == "noted"


def test_a_silent_caller_is_put_through_where_the_company_wants_it() -> None:
    call = talk(silence_then="transfer", silence_reprompts=0, transfer_numbers=(FRONT_DESK,))

    assert call.wait().dial == FRONT_DESK


def test_a_silent_caller_is_let_go_where_the_company_wants_it() -> None:
    assert talk(silence_then="hangup", silence_reprompts=0).wait().next == Next.HANG_UP


def test_who_is_not_understood_is_asked_otherwise_then_rings_then_leaves_a_message() -> None:
    call = talk(NONSENSE, transfer_numbers=(FRONT_DESK,))

    rung = call.say(NONSENSE)
    message = call.dialled("no-answer")

    assert call.replies[1].text == answers.UNCLEAR[0]
    assert rung.dial == FRONT_DESK
    assert message.text == f"{answers.NOBODY_PICKED_UP_END} {MESSAGE_INSTEAD}"
    assert message.state.leaving_message


def test_in_danger_nobody_is_let_down_without_being_told_what_to_do() -> None:
    call = talk("i smell gas", transfer_numbers=(FRONT_DESK,))

    message = call.dialled("no-answer")

    assert message.text == f"{answers.NOBODY_PICKED_UP_URGENT} {MESSAGE_INSTEAD}"


def test_a_recorded_message_is_taken_where_the_company_has_a_voicemail() -> None:
    call = talk(voicemail=True, transfer_numbers=(FRONT_DESK,))
    call.press("0")

    assert call.dialled("no-answer").next == Next.RECORD


def test_who_asks_for_a_person_where_none_is_leaves_a_message() -> None:
    call = talk()

    message = call.press("0")

    assert message.text == f"{phrases.NOBODY_NOW} {phrases.TAKE_MESSAGE}"
    assert call.say("ann, and it is about my drain").kind == "noted"


def test_a_mere_yes_is_no_message() -> None:
    call = talk()
    call.press("0")

    assert call.say("yes").text == phrases.MESSAGE_AGAIN
    assert call.say("it is about my drain").kind == "noted"


def test_who_is_not_understood_and_has_left_a_message_is_let_go_kindly() -> None:
    call = talk(NONSENSE, NONSENSE, NONSENSE, "please call ann")

    call.say(NONSENSE)
    call.say(NONSENSE)
    ended = call.say(NONSENSE)

    assert (ended.text, ended.next) == (phrases.LOST_END, Next.HANG_UP)


def test_a_question_while_a_message_is_taken_is_answered_and_the_message_goes_on() -> None:
    call = talk(NONSENSE, NONSENSE, NONSENSE)

    answer = call.say("how much is a service call")
    noted = call.say("i need a new sink, call ann")

    assert answer.text == f"A service call is $125. {phrases.MESSAGE_RESUMED}"
    assert noted.kind == "noted"


def test_a_message_may_sound_like_what_a_scenario_answers() -> None:
    call = talk(NONSENSE, NONSENSE, NONSENSE)

    assert call.say("i want to book an appointment").kind == "noted"


def test_who_wants_to_leave_no_message_need_not() -> None:
    call = talk(NONSENSE, NONSENSE, NONSENSE)

    declined = call.say("no thanks")

    assert (declined.text, declined.state.leaving_message) == (phrases.MESSAGE_DECLINED, False)
