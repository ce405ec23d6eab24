"""Where a call that looks like spam is stopped, with a way through for customers."""

from dataclasses import replace

from telephony.call_state import CallState
from telephony.conversation import phrases
from telephony.conversation.greeting import begin
from telephony.conversation.situation import Situation
from telephony.turns import Next, Reply

SHUT, PASSED = "shut", "passed"
SHUT_FROM = 0.75
"""The score of two signs, neither of which would do alone."""


def is_shut(state: CallState) -> bool:
    """Whether so much speaks against a call that it is stopped; once let in, it never is."""
    return state.gate != PASSED and state.spam_score >= SHUT_FROM


def stop(state: CallState) -> Reply:
    """Turn the caller away, and tell customers the key that lets them in."""
    return Reply("spam", phrases.SPAM_GATE, replace(state, gate=SHUT, last_said=phrases.SPAM_GATE))


def hold(situation: Situation) -> Reply | None:
    """Stop a call at the gate; let in who presses the key, and end the call of who does not."""
    state = situation.state
    if state.gate != SHUT:
        return stop(state.settled()) if is_shut(state) else None
    if situation.heard.dial_status:
        return None
    if situation.wants_person:
        let_in = replace(state.settled(), gate=PASSED)
        return begin(situation.profile, let_in, situation.moment)
    return Reply("spam", phrases.SPAM_END, state, Next.HANG_UP)
