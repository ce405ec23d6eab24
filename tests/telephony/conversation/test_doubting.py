"""What Twilio hardly believes to have heard."""

import pytest

from telephony.conversation import phrases
from telephony.turns import Next
from tests.telephony.conversation.talks import FRONT_DESK, ON_CALL, talk


@pytest.mark.parametrize("speech", ["book an appointment", "goodbye", "put me on to the office"])
def test_an_action_is_asked_about_before_it_is_done(speech: str) -> None:
    call = talk(transfer_numbers=(FRONT_DESK,))

    reply = call.say(speech, confidence=0.3)

    assert (reply.kind, reply.next) == ("confirm", Next.LISTEN)
    assert reply.text == phrases.did_you_say(speech)
    assert not reply.state.asked


@pytest.mark.parametrize("agreed", ["yes", "yes that's right", "put me on to the office"])
def test_a_yes_or_the_same_again_does_it(agreed: str) -> None:
    call = talk(transfer_numbers=(FRONT_DESK,))
    call.say("put me on to the office", confidence=0.3)

    assert call.say(agreed, confidence=0.3).dial == FRONT_DESK


def test_a_no_does_nothing_and_asks_once_more() -> None:
    call = talk(transfer_numbers=(FRONT_DESK,))
    call.say("put me on to the office", confidence=0.3)

    assert call.say("no").text == phrases.SAY_IT_AGAIN
    assert call.say("how much is a service call").text.startswith("A service call is $125.")


def test_other_words_are_answered_as_ever() -> None:
    call = talk()
    call.say("goodbye", confidence=0.3)

    assert call.say("how much is a service call").text.startswith("A service call is $125.")


@pytest.mark.parametrize("confidence", [None, 0.45, 0.9])
def test_what_was_heard_well_or_with_no_word_of_it_is_done(confidence: float | None) -> None:
    assert talk().say("goodbye", confidence=confidence).next == Next.HANG_UP


def test_a_sure_piece_of_information_is_given_without_asking() -> None:
    reply = talk().say("how much is a service call", confidence=0.1)

    assert reply.text.startswith("A service call is $125.")


def test_an_unsure_piece_of_information_is_asked_about() -> None:
    reply = talk().say("how much would a service call be for me", confidence=0.1)

    assert reply.kind == "confirm"


def test_an_emergency_is_acted_on_however_badly_it_was_heard() -> None:
    reply = talk(emergency_number=ON_CALL).say("i smell gas", confidence=0.01)

    assert (reply.next, reply.dial) == (Next.DIAL, ON_CALL)


def test_the_answer_to_our_own_question_is_read_back_before_it_is_noted() -> None:
    call = talk("book an appointment")

    doubted = call.say("tuesday at four", confidence=0.2)
    noted = call.say("yes")

    assert doubted.text == phrases.did_you_say("tuesday at four")
    assert noted.kind == "noted"


def test_who_is_heard_badly_again_and_again_gets_a_message_taken() -> None:
    call = talk()
    call.say("goodbye", confidence=0.2)
    call.say("book an appointment", confidence=0.2)

    assert call.say("goodbye", confidence=0.2).kind == "message"
