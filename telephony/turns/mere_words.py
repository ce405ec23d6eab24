"""A yes or a no that is all of what was said, to a question for which no details are taken."""

import re
from dataclasses import replace

from telephony import phrases
from telephony.agent import AgentProfile
from telephony.call_state import CallState
from telephony.confirming import merely_said
from telephony.taking.desk import Occasion
from telephony.taking.leaving import declines
from telephony.taking.turn import begin_message
from telephony.turns.details import taken
from telephony.turns.reply import Next, Reply
from telephony.turns.ringing import put_through

GOODBYE, DANGER = "goodbye", "emergency_general"
"""The scenarios by which the company takes its leave, and answers any danger."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_MORE = re.compile(r"(?i)\b(?:any|some)thing (?:else|(?:i|we) can)\b|\bwhat else\b")
_HELP = re.compile(
    r"(?i)\b(?:can|may|could) (?:i|we) (?:help|do)\b|\bhelp (?:you )?with\b|\bdo you need\b"
    r"|\bother words\b"
)
_PERSON = re.compile(r"(?i)\b(?:person|manager|human)\b")
_SAFE = re.compile(r"(?i)\b(?:you|everyone|everybody|anyone) (?:all )?(?:safe|all right|okay)\b")
_DANGER = re.compile(r"(?i)\b(?:anyone|anybody|someone|you) (?:hurt|in danger)\b")


def scenario_meant(profile: AgentProfile, speech: str, state: CallState) -> str:
    """Return the scenario that a mere yes or no asks for: the goodbye, or a danger's; or none."""
    question, agrees = _asked(state), _agrees(speech)
    if not question or agrees is None:
        return ""
    is_danger = bool((_DANGER if agrees else _SAFE).search(question))
    is_leave = not agrees and bool(_MORE.search(question))
    key = DANGER if is_danger else GOODBYE if is_leave else ""
    script = profile.scripts.get(key)
    return key if script and script.replies else ""


def answer_mere_word(
    profile: AgentProfile, speech: str, state: CallState, occasion: Occasion | None
) -> Reply | None:
    """Answer a mere yes or no by what was asked; None for anything else."""
    question, agrees = _asked(state), _agrees(speech)
    if not question or agrees is None:
        return None
    heard = replace(state, asked=False, unclear=0)
    if _MORE.search(question) or (agrees and _HELP.search(question)):
        return _more(question, heard) if agrees else _leave(profile, heard)
    if not state.asked:
        return None
    return _agreed(profile, question, heard, occasion) if agrees else _declined(heard)


def _asked(state: CallState) -> str:
    """Return the question that the caller heard last, where nothing else keeps it open."""
    last = _SENTENCE.split(state.last_said.strip())[-1]
    is_taken_up = state.confirming or state.taking or not last.endswith("?")
    return "" if is_taken_up else last


def _agrees(speech: str) -> bool | None:
    return False if declines(speech) else merely_said(speech)


def _more(question: str, state: CallState) -> Reply:
    text = phrases.WHAT_ELSE if _MORE.search(question) else phrases.HELP_WITH_WHAT
    return Reply("command", text, state)


def _leave(profile: AgentProfile, state: CallState) -> Reply:
    return Reply("command", phrases.goodbye(profile.company_name), state, Next.HANG_UP)


def _declined(state: CallState) -> Reply:
    return Reply("command", phrases.DECLINED, state)


def _agreed(
    profile: AgentProfile, question: str, state: CallState, occasion: Occasion | None
) -> Reply | None:
    """Do what was offered: put the caller through, or take whom the team calls back, for what."""
    if _PERSON.search(question):
        return put_through(profile, state)
    return taken(profile, state, begin_message(profile, occasion)) if occasion else None
