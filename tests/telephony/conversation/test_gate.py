"""Calls that look like spam, and the way through for those that are none."""

import pytest

from telephony.conversation import Caller, phrases
from telephony.conversation.gate import PASSED
from telephony.conversation.suspicion import (
    ROBOCALL_PHRASES,
    counts_calls_of,
    first_suspicion,
    is_one_caller,
)
from telephony.turns import Next
from tests.telephony.conversation.talks import (
    CALLER,
    FRONT_DESK,
    MORNING,
    ON_CALL,
    OWN_PHONE,
    Talk,
    company,
)

BLOCKED = {"blocked_callers": (CALLER,)}
FAILED = "TN-Validation-Failed-C"
WARRANTY = "we have been trying to reach you about your car's extended warranty"


def call_from(
    number: str = CALLER, verification: str = "", recent: int = 0, **facts: object
) -> Talk:
    """Return a call that has begun."""
    call = Talk(company(**facts), MORNING, Caller(number, verification, recent))
    call.begin()
    return call


def test_a_blocked_caller_hears_a_polite_end_with_a_way_through() -> None:
    call = call_from(**BLOCKED)
    stopped = call.replies[0]

    ended = call.say("hello there")

    assert (stopped.kind, stopped.text, stopped.next) == ("spam", phrases.SPAM_GATE, Next.LISTEN)
    assert (ended.kind, ended.text, ended.next) == ("spam", phrases.SPAM_END, Next.HANG_UP)


def test_a_blocked_caller_who_says_nothing_is_let_go() -> None:
    assert call_from(**BLOCKED).wait().next == Next.HANG_UP


def test_who_presses_zero_is_greeted_and_answered_as_everyone() -> None:
    call = call_from(**BLOCKED, transfer_numbers=(FRONT_DESK,))

    greeting = call.press("0")
    answer = call.say("how much is a service call")
    person = call.press("0")

    assert (greeting.kind, greeting.state.gate) == ("greeting", PASSED)
    assert answer.text.startswith("A service call is $125.")
    assert person.dial == FRONT_DESK


def test_who_is_let_in_rings_the_own_phone_of_a_forwarding_company() -> None:
    call = call_from(**BLOCKED, forward_number=OWN_PHONE)

    assert call.replies[0].next == Next.LISTEN
    assert call.press("0").dial == OWN_PHONE


def test_an_emergency_of_a_blocked_caller_is_acted_on_and_the_call_goes_on() -> None:
    call = call_from(**BLOCKED, emergency_number=ON_CALL)

    danger = call.say("i smell gas")
    nobody = call.dialled("no-answer")

    assert (danger.next, danger.dial) == (Next.DIAL, ON_CALL)
    assert nobody.next == Next.LISTEN
    assert call.say("how much is a service call").kind == "scenario"


def test_a_caller_who_is_allowed_is_never_stopped() -> None:
    call = call_from(
        verification=FAILED,
        recent=999,
        allowed_callers=(CALLER,),
        max_calls_per_hour=1,
    )

    assert call.replies[0].kind == "greeting"
    assert call.say(WARRANTY).kind != "spam"
    assert call.state.spam_score == 0


@pytest.mark.parametrize(("recent", "kind"), [(0, "greeting"), (2, "greeting"), (3, "spam")])
def test_who_calls_more_often_than_allowed_is_stopped(recent: int, kind: str) -> None:
    assert call_from(recent=recent, max_calls_per_hour=3).replies[0].kind == kind


def test_a_company_without_a_limit_counts_nobody() -> None:
    assert call_from(recent=999).replies[0].kind == "greeting"


@pytest.mark.parametrize("number", ["anonymous", "", "+266696687", "sip:a@example.com", "unknown"])
def test_callers_who_hide_their_number_share_no_count(number: str) -> None:
    profile = company(max_calls_per_hour=1).profile

    assert not is_one_caller(number)
    assert not counts_calls_of(profile, number)
    assert first_suspicion(profile, Caller(number, recent_calls=99)) == {}


@pytest.mark.parametrize(
    "verification", ["", "TN-Validation-Passed-A", "No-TN-Validation", "nonsense"]
)
def test_a_number_that_nobody_vouches_for_is_no_sign(verification: str) -> None:
    assert call_from(verification=verification).state.suspicion == {}


def test_a_number_that_fails_verification_is_a_sign_and_stops_nobody_by_itself() -> None:
    call = call_from(verification=FAILED)

    assert call.replies[0].kind == "greeting"
    assert call.state.suspicion == {"unverified_number": 0.5}


def test_a_number_that_fails_verification_and_says_nothing_is_stopped() -> None:
    call = call_from(verification=FAILED)
    call.wait()

    assert call.wait().kind == "spam"
    assert list(call.state.suspicion) == ["unverified_number", "silent"]


def test_a_silent_caller_is_a_sign_and_stops_nobody_by_itself() -> None:
    call = call_from()
    call.wait()

    assert call.wait().kind == "silence"
    assert call.state.suspicion == {"silent": 0.5}


def test_who_has_spoken_is_not_suspected_for_falling_silent() -> None:
    call = call_from()
    call.say("how much is a service call")
    call.wait()
    call.wait()

    assert call.state.suspicion == {}


@pytest.mark.parametrize("phrase", ROBOCALL_PHRASES)
def test_a_recording_is_stopped_by_what_it_says(phrase: str) -> None:
    call = call_from()

    assert call.say(f"hello {phrase} and so on").kind == "spam"
    assert 0.75 <= call.state.spam_score < 1


@pytest.mark.parametrize(
    "speech",
    [
        "do you offer an extended warranty",
        "is my water heater under warranty",
        "i was told to press the red button",
        "my neighbor has been selected by you",
    ],
)
def test_a_customer_is_not_taken_for_a_recording(speech: str) -> None:
    assert call_from().say(speech).kind != "spam"


def test_a_recordings_words_late_in_a_call_stop_nobody() -> None:
    call = call_from()
    call.say("how much is a service call")
    call.say("what are your hours")

    assert call.say(WARRANTY).kind != "spam"


def test_who_was_let_in_is_not_stopped_again() -> None:
    call = call_from()
    call.say(WARRANTY)
    call.press("0")

    assert call.say(WARRANTY).kind != "spam"
