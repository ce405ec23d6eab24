"""What somebody hears who picks up: who is calling and about what, and which key takes the call."""

from collections.abc import Mapping

from telephony import phrases
from telephony.agent import AgentProfile
from telephony.call_state import CallState

ACCEPT_DIGIT = "1"


def told_to_who_picks_up(profile: AgentProfile, state: CallState) -> dict[str, str]:
    """Return the company's name and what the call is about, as far as it is known."""
    script = profile.scripts.get(state.subject)
    return {
        "company": profile.company_name,
        "topic": profile.topics.get(state.subject, ""),
        "urgent": "yes" if script and script.is_emergency else "",
    }


def whispered(told: Mapping[str, str]) -> str:
    """Return the sentence, which ends with the key to press."""
    call = phrases.whisper(told.get("topic", ""), is_urgent=bool(told.get("urgent")))
    company = told.get("company", "")
    return f"{company}. {call}" if company else call
