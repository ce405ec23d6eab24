"""A yes or a no that is all of what was said, to a question for which no details are taken."""

from dataclasses import replace

from telephony import phrases
from telephony.agent import AgentProfile
from telephony.call_state import CallState
from telephony.confirming import merely_said
from telephony.taking.desk import Occasion
from telephony.taking.leaving import declines
from telephony.taking.turn import begin_message
from telephony.turns.details import taken
from telephony.turns.questions import (
    asks_for_more,
    last_question,
    needs_words,
    offers_help,
    offers_person,
    tells_danger,
)
from telephony.turns.reply import Next, Reply
from telephony.turns.ringing import put_through

ASKED_WHAT, MOST_TIMES = "say:what", 3
GOODBYE, DANGER = "goodbye", "emergency_general"
"""The scenarios by which the company takes its leave, and answers any danger."""


def scenario_meant(profile: AgentProfile, speech: str, state: CallState) -> str:
    """Return the scenario that a mere yes or no asks for: the goodbye, or a danger's; or none."""
    question, agrees = _asked(state), _agrees(speech)
    if not question or agrees is None:
        return ""
    is_danger = tells_danger(question, agrees=agrees)
    is_leave = not agrees and asks_for_more(question)
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
    if not agrees and asks_for_more(question):
        return _leave(profile, heard)
    if agrees and offers_help(question):
        return _more(question, heard)
    if not state.asked:
        return None
    return _agreed(profile, question, heard, occasion) if agrees else _declined(heard)


def _asked(state: CallState) -> str:
    """Return the question that the caller heard last, where nothing else keeps it open."""
    return "" if state.confirming or state.taking else last_question(state.last_said)


def _agrees(speech: str) -> bool | None:
    return False if declines(speech) else merely_said(speech)


def _more(question: str, state: CallState) -> Reply | None:
    """Ask what with, unless that has led nowhere."""
    if state.given.get(ASKED_WHAT, 0) >= MOST_TIMES:
        return None
    text = phrases.WHAT_ELSE if asks_for_more(question) else phrases.HELP_WITH_WHAT
    return Reply("command", text, state.counting(ASKED_WHAT))


def _leave(profile: AgentProfile, state: CallState) -> Reply:
    return Reply("command", phrases.goodbye(profile.company_name), state, Next.HANG_UP)


def _declined(state: CallState) -> Reply:
    return Reply("command", phrases.DECLINED, state)


def _agreed(
    profile: AgentProfile, question: str, state: CallState, occasion: Occasion | None
) -> Reply | None:
    """Do what was offered: put the caller through, or take whom the team calls back, for what."""
    if needs_words(question):
        return Reply("fallback", phrases.SAY_MORE, replace(state, asked=True))
    if offers_person(question):
        return put_through(profile, state)
    return taken(profile, state, begin_message(profile, occasion)) if occasion else None
