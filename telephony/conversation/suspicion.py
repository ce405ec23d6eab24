"""What speaks for a call being spam, each sign with its weight from 0 to 1."""

import re
from dataclasses import dataclass, replace

from matching.engine.normalise import normalise
from telephony.agent import AgentProfile
from telephony.call_state import CallState
from telephony.conversation.gate import PASSED
from telephony.turns import Heard

BLOCKED, TOO_MANY_CALLS, UNVERIFIED = "blocked", "too_many_calls", "unverified_number"
SILENT, ROBOCALL = "silent", "robocall_phrase"
WEIGHTS = {BLOCKED: 1.0, TOO_MANY_CALLS: 0.9, UNVERIFIED: 0.5, SILENT: 0.5, ROBOCALL: 0.8}
FAILED_VERIFICATION = "TN-Validation-Failed"
SILENT_TURNS = 2
FIRST_UTTERANCES = 2

ROBOCALL_PHRASES = (
    "your car's extended warranty",
    "your vehicle's extended warranty",
    "your vehicle warranty",
    "your auto warranty",
    "press one to",
    "press 1 to",
    "press nine to be removed",
    "to be removed from this list",
    "to be placed on our do not call list",
    "this is not a sales call",
    "this is a courtesy call",
    "this call is in reference to",
    "an important message regarding",
    "your google business listing",
    "your google listing",
    "you have been selected",
    "you have won",
    "lower your interest rate",
    "your credit card interest rate",
    "student loan forgiveness",
    "pre-approved for a business loan",
    "your social security number has been suspended",
)
"""What recordings say and customers don't; a few words each, read as the engine reads speech."""

_KNOWN = tuple(f" {normalise(phrase).text} " for phrase in ROBOCALL_PHRASES)
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_PLACEHOLDERS = frozenset(
    {"+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253", "+464"}
)
"""The words ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE on a keypad, and such: what
Twilio tells of a caller who hides the number."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: the number, what the carriers say of it, its calls of the hour before."""

    number: str
    verification: str = ""
    recent_calls: int = 0


def is_one_caller(number: str) -> bool:
    """Whether a number stands for one caller, whose calls can be counted."""
    return bool(_E164.fullmatch(number)) and number not in _PLACEHOLDERS


def is_allowed(profile: AgentProfile, caller: Caller) -> bool:
    """Whether the company has said to let this caller in always."""
    return caller.number in profile.allowed_callers


def counts_calls_of(profile: AgentProfile, number: str) -> bool:
    """Whether it matters how often this number has called."""
    is_limited = profile.max_calls_per_hour > 0 and number not in profile.allowed_callers
    return is_limited and is_one_caller(number)


def first_suspicion(profile: AgentProfile, caller: Caller) -> dict[str, float]:
    """Return what speaks against a caller before a word is said."""
    is_often = counts_calls_of(profile, caller.number)
    signs = {
        BLOCKED: caller.number in profile.blocked_callers,
        TOO_MANY_CALLS: is_often and caller.recent_calls >= profile.max_calls_per_hour,
        UNVERIFIED: caller.verification.startswith(FAILED_VERIFICATION),
    }
    return {sign: WEIGHTS[sign] for sign, is_there in signs.items() if is_there}


def noticed(heard: Heard, state: CallState) -> CallState:
    """Return the state with what the first turns speak of: no speech at all, or a recording's.

    A caller who was let in is not looked at any more.
    """
    sign = "" if state.gate == PASSED else _sign(heard, state)
    if not sign:
        return state
    return replace(state, suspicion={**state.suspicion, sign: WEIGHTS[sign]})


def _sign(heard: Heard, state: CallState) -> str:
    if heard.dial_status or heard.digits or heard.recorded_seconds:
        return ""
    if not heard.speech.strip():
        is_mute = state.heard == 0 and state.silences + 1 == SILENT_TURNS
        return SILENT if is_mute else ""
    said = f" {normalise(heard.speech).text} "
    is_recording = state.heard < FIRST_UTTERANCES and any(known in said for known in _KNOWN)
    return ROBOCALL if is_recording else ""
