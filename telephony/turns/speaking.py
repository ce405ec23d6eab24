"""A decision in words: an answer, a scenario's reply, an emergency, or a question back."""

from dataclasses import replace

from matching.engine import Decision
from telephony import phrases
from telephony.agent import AgentProfile, Manner, Script
from telephony.call_state import CallState
from telephony.turns.questions import offers_help
from telephony.turns.reply import Next, Reply
from telephony.turns.ringing import ring

TRANSFER, ESCALATE, END_CALL, REPEAT = "transfer", "escalate", "end_call", "repeat"
ASKING = frozenset({"ask", "offer_booking"})


def speak(profile: AgentProfile, state: CallState, decision: Decision) -> Reply:
    """Return the decision in words; what cannot be spoken falls back."""
    match = decision.id or ""
    answered = replace(state, unclear=0, asked=False, confirming="")
    if _is_asked_first(decision, profile, state):
        return _ask_first(profile, decision, state)
    if decision.kind == "qna" and match in profile.answers:
        return Reply("qna", _with_prompt(profile.answers[match]), answered, match_id=match)
    script = profile.scripts.get(match) if decision.kind == "scenario" else None
    if decision.emergency or (script and script.is_emergency):
        untaken = replace(answered, taking=None)
        reply = replace(_emergency(profile, script, untaken), urgency=1.0)
    elif script and script.replies:
        reply = _play(profile, script, answered)
    else:
        return unclear(profile, state)
    manner = _manner(profile, script) if script else Manner()
    return replace(reply, scenario_key=match, match_id=match, manner=manner)


def _is_asked_first(decision: Decision, profile: AgentProfile, state: CallState) -> bool:
    """Whether to ask if that was meant: once, and only of what could then be answered."""
    match = decision.id or ""
    if not decision.confirm or match == state.confirming or decision.emergency:
        return False
    script = profile.scripts.get(match)
    can_be_said = match in profile.answers or bool(script and script.replies)
    return can_be_said and match in profile.topics


def _ask_first(profile: AgentProfile, decision: Decision, state: CallState) -> Reply:
    """Ask whether that was meant; what answers our own question is taken as that instead."""
    if state.asked:
        return unclear(profile, state)
    match = decision.id or ""
    asking = replace(state, unclear=0, confirming=match)
    key = match if decision.kind == "scenario" else ""
    text = phrases.did_you_mean(profile.topics[match])
    return Reply("confirm", text, asking, scenario_key=key, match_id=match)


def _play(profile: AgentProfile, script: Script, state: CallState) -> Reply:
    acts = {script.follow_up, *script.action_hooks}
    numbers = _numbers(profile, script) if ESCALATE in acts else profile.transfer_numbers
    if TRANSFER in acts and not numbers:
        return Reply("scenario", phrases.NOBODY_TO_TRANSFER_TO, state)
    text, given = _opened(profile, script, *_next_reply(script, state))
    if {TRANSFER, ESCALATE} & acts and numbers:
        return ring("scenario", text, numbers, given)
    if END_CALL in acts:
        return Reply("scenario", text, given, Next.HANG_UP)
    if REPEAT in acts and state.last_said:
        return Reply("scenario", f"{text} {state.last_said}", given, is_repeat=True)
    if script.follow_up in ASKING and not offers_help(text):
        return Reply("scenario", text, replace(given, asked=True))
    return Reply("scenario", _with_prompt(text), given)


def _emergency(profile: AgentProfile, script: Script | None, state: CallState) -> Reply:
    """Say what keeps people safe, then ring the emergency number where there is one."""
    text = phrases.EMERGENCY
    if script and script.replies:
        text, state = _next_reply(script, state)
    numbers = dict.fromkeys((*_numbers(profile, script), *profile.absent_numbers))
    if not numbers:
        return Reply("scenario", text, state)
    return ring("scenario", f"{text} {phrases.CONNECTING_EMERGENCY}", tuple(numbers), state)


def _numbers(profile: AgentProfile, script: Script | None) -> tuple[str, ...]:
    """Return whom an escalation rings in order: the emergency number first, unless told."""
    told = script.hook_parameters.get(ESCALATE, {}) if script else {}
    emergency = tuple(filter(None, (profile.emergency_number,)))
    if told.get("first") == "people":
        return (*profile.transfer_numbers, *emergency)
    return (*emergency, *profile.transfer_numbers)


def unclear(profile: AgentProfile, state: CallState) -> Reply:
    """Take what answers our own question; else ask for other words, then offer a person."""
    if state.confirming:
        unsure = replace(state, confirming="", unclear=state.unclear + 1)
        return Reply("fallback", phrases.NOT_MEANT, unsure)
    if state.asked:
        return Reply("noted", phrases.NOTED, replace(state, asked=False))
    again = replace(state, unclear=state.unclear + 1)
    if state.unclear and profile.transfer_numbers:
        return ring("fallback", phrases.UNCLEAR_TRANSFER, profile.transfer_numbers, again)
    return Reply("fallback", phrases.UNCLEAR[min(state.unclear, 1)], again)


def _next_reply(script: Script, state: CallState) -> tuple[str, CallState]:
    """Return the next reply of the scenario's round, and the state once it was given."""
    count = state.given.get(script.key, 0)
    text = script.replies[count % len(script.replies)]
    given = {**state.given, script.key: count + 1}
    return text, replace(state.after(script), given=given)


def _opened(
    profile: AgentProfile, script: Script, text: str, state: CallState
) -> tuple[str, CallState]:
    """Say an opener of the scenario's manner before the text: each once a call, then none."""
    manner = _manner(profile, script)
    name = f"opener:{manner.key}"
    count = state.given.get(name, 0)
    if count >= len(manner.openers):
        return text, state
    given = {**state.given, name: count + 1}
    return f"{manner.openers[count]} {text}", replace(state, given=given)


def _manner(profile: AgentProfile, script: Script) -> Manner:
    return profile.manners.get(script.manner, Manner())


def _with_prompt(text: str) -> str:
    return text if text.endswith("?") else f"{text} {phrases.ANYTHING_ELSE}"
