"""Two requests in one sentence."""

import pytest

from telephony.conversation import phrases
from telephony.turns import Next
from tests.telephony.conversation.talks import ON_CALL, talk

BOTH = "how much is a service call and what are your hours"
ABOUT_HOURS = phrases.and_about("Business hours")


def test_the_second_is_answered_after_the_first() -> None:
    reply = talk(BOTH).replies[-1]

    assert reply.text.startswith("A service call is $125.")
    assert f"{ABOUT_HOURS} We open at eight." in reply.text
    assert (reply.scenario_key, reply.state.pending) == ("price", ())


def test_the_second_waits_while_the_first_asks_something() -> None:
    call = talk("i want to book an appointment and what are your hours")
    waiting = call.replies[-1]

    noted = call.say("the tuesday after next")

    assert "eight" not in waiting.text
    assert waiting.state.pending == ("hours",)
    assert noted.kind == "noted"
    assert f"{ABOUT_HOURS} We open at eight." in noted.text


def test_in_silence_the_second_is_gone_on_to() -> None:
    call = talk("i want to book an appointment and what are your hours")

    told = call.wait()
    silent = call.wait()
    noted = call.say("the tuesday after next")

    assert told.text.startswith(f"{ABOUT_HOURS} We open at eight.")
    assert (told.kind, told.match_id, told.state.pending) == ("second", "hours", ())
    assert (silent.kind, noted.kind) == ("silence", "noted")


def test_silence_after_another_question_is_only_silence() -> None:
    call = talk("i want to book an appointment and what are your hours")
    call.say("goodbye", confidence=0.2)

    assert call.wait().kind == "silence"
    assert call.state.pending == ("hours",)


def test_a_second_that_does_something_is_offered_and_done_on_a_yes() -> None:
    call = talk("what are your hours and i want to book an appointment")
    offer = call.replies[-1]

    taken_up = call.say("yes please")

    assert offer.text.endswith(phrases.also_asked("Book an appointment"))
    assert (taken_up.scenario_key, taken_up.text) == ("book", "Which day suits you?")
    assert taken_up.state.asked


def test_a_second_that_is_not_wanted_any_more_is_let_go() -> None:
    call = talk("what are your hours and i want to book an appointment")

    declined = call.say("no thanks")

    assert declined.text == phrases.OFFER_DECLINED
    assert (declined.state.offered, declined.state.pending) == ("", ())


@pytest.mark.parametrize("forgetting", ["let's start over", "what are your hours"])
def test_a_second_that_was_taken_up_or_forgotten_does_not_come_back(forgetting: str) -> None:
    call = talk("i want to book an appointment and what are your hours", forgetting)

    assert call.state.pending == ()


def test_an_emergency_is_not_held_up_by_a_second_request() -> None:
    call = talk(emergency_number=ON_CALL)

    reply = call.say("i smell gas and what are your hours")

    assert (reply.next, reply.dial) == (Next.DIAL, ON_CALL)
    assert "eight" not in reply.text


def test_what_was_denied_to_have_been_said_is_not_answered_later() -> None:
    call = talk()
    call.say("i want to book an appointment and what are your hours", confidence=0.2)
    call.say("no")

    assert call.state.pending == ()
    assert "eight" not in call.say("how much is a service call").text
