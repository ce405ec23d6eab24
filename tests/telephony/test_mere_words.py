"""A yes or a no that is all of what a caller says."""

from dataclasses import replace

import pytest

from telephony import phrases
from telephony.confirming import merely_said
from telephony.taking.desk import Occasion
from telephony.turns import CallState, Heard, Next, Reply, answer_turn
from tests.telephony.receptionists import receptionist, scenario

BYE = scenario("goodbye", "goodbye now", "Goodbye, and thank you.", action_hooks=("end_call",))
DANGER = scenario("emergency_general", "help us", "Get out now.", is_emergency=True)
NAME = scenario("bill", "i have a bill", "Can I take your name?", follow_up="ask")
WHICH = scenario("which", "which of them", "Which would you like?", follow_up="ask")
PERSON = scenario("angry", "i am angry", "Would you rather talk to a person?", follow_up="ask")
SAFE = scenario("worried", "i am afraid", "Are you safe right now?", follow_up="ask")
GREETING = scenario("hello", "good day to you", "What can I do for you?", follow_up="ask")
ALL = (BYE, DANGER, NAME, WHICH, PERSON, SAFE, GREETING)
FRONT_DESK = "+12395550301"
MORE = CallState(last_said="We open at eight. Is there anything else I can help you with?")


def say(speech: str, state: CallState = MORE, **facts: object) -> Reply:
    """Return what is answered."""
    agent = receptionist(*facts.pop("told", ALL), **facts)  # type: ignore[misc]  # scenarios
    return answer_turn(agent, Heard(speech=speech), state, Occasion())


def asked(speech: str) -> CallState:
    """Return the state once a scenario has asked its question."""
    return say(speech, CallState()).state


@pytest.mark.parametrize("yes", ["yes", "yeah", "yes please", "sure", "yes there is"])
def test_a_yes_to_more_help_is_asked_what_with(yes: str) -> None:
    reply = say(yes)

    assert (reply.kind, reply.next, reply.text) == ("command", Next.LISTEN, phrases.WHAT_ELSE)


@pytest.mark.parametrize(
    "no", ["no", "nope", "no thanks", "no i'm good", "that's it", "that's all"]
)
def test_a_no_to_more_help_is_the_companys_goodbye(no: str) -> None:
    reply = say(no)

    assert (reply.next, reply.text) == (Next.HANG_UP, "Goodbye, and thank you.")
    assert reply.scenario_key == "goodbye"


def test_without_a_goodbye_of_its_own_the_company_is_thanked_for() -> None:
    reply = say("no", told=(NAME,))

    assert (reply.next, reply.text) == (Next.HANG_UP, phrases.goodbye("Joe's Plumbing"))


@pytest.mark.parametrize(
    "prompt", ["What else can I do for you?", "Can I help you with anything else?", phrases.NOTED]
)
def test_however_more_help_is_offered_a_no_ends_the_call(prompt: str) -> None:
    assert say("no", CallState(last_said=prompt)).next == Next.HANG_UP


def test_a_yes_to_a_first_offer_of_help_is_asked_what_with() -> None:
    assert say("yes", asked("good day to you")).text == phrases.HELP_WITH_WHAT


def test_who_only_ever_says_yes_is_not_asked_for_ever() -> None:
    asked_thrice = replace(MORE, given={"say:what": 3})

    assert say("yes", asked_thrice).kind == "fallback"


def test_what_answers_an_offer_of_help_is_no_message() -> None:
    assert say("purple elephants sing", asked("good day to you")).kind == "fallback"


def test_a_no_with_more_to_it_is_answered_as_what_it_says() -> None:
    assert say("no i have a bill").scenario_key == "bill"


def test_a_yes_to_being_noted_takes_a_message_and_a_no_does_not() -> None:
    state = asked("i have a bill")

    agreed, declined = say("yes", state), say("no", state)

    assert (agreed.kind, agreed.state.taking and agreed.state.taking.hook) == (
        "taking", "take_message",
    )  # fmt: skip
    assert (declined.kind, declined.text) == ("command", phrases.DECLINED)


def test_a_yes_does_not_tell_which() -> None:
    reply = say("yes", asked("which of them"))

    assert (reply.text, reply.state.asked) == (phrases.SAY_MORE, True)


def test_a_yes_to_a_person_is_put_through() -> None:
    assert say("yes", asked("i am angry"), transfer_numbers=(FRONT_DESK,)).dial == FRONT_DESK


def test_who_is_not_safe_is_in_danger() -> None:
    reply = say("no", asked("i am afraid"), emergency_number=FRONT_DESK)

    assert (reply.scenario_key, reply.dial) == ("emergency_general", FRONT_DESK)
    assert say("yes", asked("i am afraid")).scenario_key != "emergency_general"


def test_a_yes_to_nothing_that_was_asked_is_not_understood() -> None:
    assert say("yes", replace(MORE, last_said="We open at eight.")).kind == "fallback"


@pytest.mark.parametrize(
    ("speech", "said"),
    [("yes", True), ("no", False), ("yes my drain", None), ("no my drain", None), ("well", None)],
)
def test_only_a_word_that_stands_alone_is_a_mere_one(speech: str, said: bool | None) -> None:
    assert merely_said(speech) is said
