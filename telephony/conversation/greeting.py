"""What a call begins with: the company's own phone, or a greeting."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from telephony.agent import MESSAGE, AgentProfile
from telephony.call_state import CallState
from telephony.conversation import phrases
from telephony.conversation.situation import Situation
from telephony.conversation.spoken_times import spoken_moment
from telephony.hours import next_opening, open_ranges
from telephony.turns import PICKED_UP, Next, Reply

DAYS_AHEAD = 8
MIDNIGHT = "24:00"


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


def coming_greetings(profile: AgentProfile, moment: datetime) -> tuple[str, ...]:
    """Return all the words that may open a call in the week around a moment, each once."""
    moments = _moments_of_change(profile, moment)
    greetings = [greeting(profile.at(one), one) for one in moments]
    rung_first = [f"{phrases.FORWARD_UNANSWERED} {one}" for one in greetings]
    return tuple(dict.fromkeys(greetings + (rung_first if profile.forward_number else [])))


def _moments_of_change(profile: AgentProfile, moment: datetime) -> list[datetime]:
    """Return when another greeting may begin: by the time of day, or as it opens or closes."""
    days = [moment.date() + timedelta(days=n) for n in range(-1, DAYS_AHEAD)]
    ranges = [one for day in days for one in open_ranges(profile.hours, day)]
    changes = {clock for one in ranges for clock in one} - {MIDNIGHT}
    clocks = {*map(time, phrases.HELLOS), *map(time.fromisoformat, changes)}
    return [datetime.combine(day, one, moment.tzinfo) for day in days for one in sorted(clocks)]


def greeting(profile: AgentProfile, moment: datetime) -> str:
    """Return the words that open a call."""
    begun = f"{phrases.hello(moment.hour)} {phrases.thanks(profile.company_name)}"
    if not profile.tells_it_is_closed:
        return f"{begun} {phrases.HELP}"
    opening = next_opening(profile.hours, moment)
    closed = phrases.closed(spoken_moment(opening, moment) if opening else "")
    offer = phrases.PERSON_OFFER if _puts_through(profile) else phrases.MESSAGE_OFFER
    return f"{begun} {closed} {phrases.EMERGENCY_FIRST} {offer}"


def _puts_through(profile: AgentProfile) -> bool:
    """Whether callers are put through while the company is closed, and somebody is there."""
    is_on_call = profile.tells_it_is_closed and profile.after_hours != MESSAGE
    return is_on_call and bool(profile.transfer_numbers)
