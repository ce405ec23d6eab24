"""What a caller may ask for at any time, by voice or by key."""

import pytest

from telephony.conversation import phrases
from telephony.conversation.commands import command_in
from telephony.turns import Next
from tests.telephony.conversation.talks import ALL, FRONT_DESK, Talk, talk
from tests.telephony.receptionists import scenario

QUESTION = "how much is a service call"
REPEATS = scenario("repeat_that", "can you repeat that", "Once more.", action_hooks=("repeat",))
SLOWS = scenario("slow_down", "slow down", "Let's slow it down.")


def asked(call: Talk, said: str) -> str:
    """Return what is said to a wish by voice, or by key where it is one."""
    reply = call.press(said) if said in "0*79" else call.say(said)
    return reply.text


@pytest.mark.parametrize(
    ("speech", "command"),
    [
        ("Could you repeat that, please?", "repeat"),
        ("sorry, say that again", "repeat"),
        ("what did you say", "repeat"),
        ("Can you speak more slowly?", "slower"),
        ("you're talking too fast", "slower"),
        ("I'd like to start over", "start_over"),
        ("let's start again", "start_over"),
        ("I want to talk to a real person", "person"),
        ("can I speak to somebody please", "person"),
        ("Operator!", "person"),
        ("my drain is slow", ""),
        ("start over the heater again", ""),
        ("i don't want to talk to a person", ""),
        ("it happened again", ""),
        ("can you send a person to fix my sink", ""),
        ("", ""),
    ],
)
def test_a_command_is_all_of_what_was_said(speech: str, command: str) -> None:
    assert command_in(speech) == command


@pytest.mark.parametrize("said", ["repeat that please", "*"])
def test_what_was_said_is_said_again_however_often(said: str) -> None:
    call = talk(QUESTION)
    answer = call.replies[-1].text

    assert [asked(call, said), asked(call, said)] == [f"{phrases.REPEATED} {answer}"] * 2


def test_before_anything_was_said_nothing_is_repeated() -> None:
    assert Talk(talk().agent).say("repeat that").text == phrases.NOTHING_TO_REPEAT


def test_a_repetition_leaves_a_question_open() -> None:
    call = talk("book an appointment", "repeat that please")

    assert call.say("tuesday at four").kind == "noted"


@pytest.mark.parametrize("said", ["slower please", "7"])
def test_who_asks_for_it_is_spoken_to_more_slowly_for_the_rest_of_the_call(said: str) -> None:
    call = talk(QUESTION)

    text = asked(call, said)
    once = call.state.pace
    call.say("what are your hours")

    assert text == f"{phrases.SLOWER} {call.replies[-3].text}"
    assert once == call.state.pace < 1


def test_slower_still_comes_to_an_end() -> None:
    call = talk(*["slower please"] * 9)

    assert call.state.pace == 0.6


@pytest.mark.parametrize("said", ["let's start over", "9"])
def test_starting_over_forgets_what_was_going_on_and_keeps_the_pace(said: str) -> None:
    call = talk("slower please", "book an appointment")

    text = asked(call, said)

    assert text == phrases.STARTED_OVER
    assert (call.state.asked, call.state.facts, call.state.pending) == (False, {}, ())
    assert call.state.pace < 1
    assert call.say("tuesday at four").kind == "fallback"


@pytest.mark.parametrize("said", ["i want to talk to a person", "0"])
def test_a_person_is_rung_for_who_wants_one(said: str) -> None:
    call = talk(transfer_numbers=(FRONT_DESK,))

    asked(call, said)

    assert (call.replies[-1].next, call.replies[-1].dial) == (Next.DIAL, FRONT_DESK)


def test_a_scenario_that_has_the_very_words_says_its_own() -> None:
    call = talk(QUESTION, told=(*ALL, REPEATS))
    answer = call.replies[-1].text

    assert call.say("can you repeat that").text == f"Once more. {answer}"


def test_a_scenario_that_promises_to_slow_down_does() -> None:
    call = talk("slow down", told=(*ALL, SLOWS))

    assert call.replies[-1].text.startswith("Let's slow it down.")
    assert call.state.pace < 1


def test_a_command_that_was_heard_badly_is_read_back_where_it_would_do_something() -> None:
    call = talk(transfer_numbers=(FRONT_DESK,))

    doubted = call.say("talk to a person", confidence=0.2)
    repeated = call.say("repeat that", confidence=0.2)

    assert doubted.text == phrases.did_you_say("talk to a person")
    assert repeated.text == f"{phrases.REPEATED} {doubted.text}"
    assert call.say("yes").dial == FRONT_DESK
