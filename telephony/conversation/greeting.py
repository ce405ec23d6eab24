"""What a call begins with: the company's own phone, or a greeting."""

from dataclasses import replace
from datetime import datetime

from telephony.agent import MESSAGE, AgentProfile
from telephony.call_state import CallState
from telephony.conversation import phrases
from telephony.conversation.situation import Situation
from telephony.conversation.spoken_times import spoken_moment
from telephony.hours import next_opening
from telephony.turns import PICKED_UP, Next, Reply


def begin(profile: AgentProfile, state: CallState, moment: datetime) -> Reply:
    """Ring the company's own phone first, where every call goes there; else greet."""
    if profile.forward_number:
        forwarded = replace(state, is_forwarded=True)
        return Reply("transfer", "", forwarded, Next.DIAL, dial=profile.forward_number)
    return greet(profile, state, moment)


def after_forwarding(situation: Situation) -> Reply | None:
    """Greet a caller for whom nobody picked up the company's own phone."""
    status = situation.heard.dial_status
    if not situation.state.is_forwarded or status in PICKED_UP:
        return None
    reply = greet(situation.profile, situation.state.settled(), situation.moment)
    text = f"{phrases.FORWARD_UNANSWERED} {reply.text}" if status else reply.text
    return replace(reply, text=text)


def greet(profile: AgentProfile, state: CallState, moment: datetime) -> Reply:
    """Greet by the time of day, and tell where nobody is in."""
    text = greeting(profile, moment)
    greeted = replace(state, awaits_person=_puts_through(profile), last_said=text)
    return Reply("greeting", text, greeted)


def usual_greetings(profile: AgentProfile) -> tuple[str, ...]:
    """Return the words that open a call in the morning, the afternoon and the evening."""
    return tuple(_opening(profile, hour) for hour in (8, 13, 18))


def greeting(profile: AgentProfile, moment: datetime) -> str:
    """Return the words that open a call."""
    if not profile.tells_it_is_closed:
        return _opening(profile, moment.hour)
    opening = next_opening(profile.hours, moment)
    closed = phrases.closed(spoken_moment(opening, moment) if opening else "")
    offer = phrases.PERSON_OFFER if _puts_through(profile) else phrases.MESSAGE_OFFER
    begun = _name(profile, moment.hour)
    return f"{begun} {closed} {phrases.EMERGENCY_FIRST} {offer}"


def _opening(profile: AgentProfile, hour: int) -> str:
    return f"{_name(profile, hour)} {phrases.HELP}"


def _name(profile: AgentProfile, hour: int) -> str:
    return f"{phrases.hello(hour)} {phrases.thanks(profile.company_name)}"


def _puts_through(profile: AgentProfile) -> bool:
    """Whether callers are put through while the company is closed, and somebody is there."""
    is_on_call = profile.tells_it_is_closed and profile.after_hours != MESSAGE
    return is_on_call and bool(profile.transfer_numbers)
