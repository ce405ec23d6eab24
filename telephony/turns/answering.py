"""A turn of a call in plain Python: from what was heard and what stood to what is said next."""

import re
from dataclasses import replace

from matching.engine import Decision, accept, decide, detect_emergency
from telephony.agent import Agent, AgentProfile
from telephony.call_state import CallState
from telephony.confirming import said_yes
from telephony.taking.addresses import without_address
from telephony.taking.desk import Occasion
from telephony.taking.turn import awaits_keys
from telephony.turns.details import go_on, resumed, take_up
from telephony.turns.mere_words import answer_mere_word, scenario_meant
from telephony.turns.reply import Heard, Next, Reply
from telephony.turns.ringing import after_dial, after_recording, after_silence, put_through
from telephony.turns.speaking import TRANSFER, speak, unclear

PERSON_DIGIT = "0"
LEAST_WORDS = 2
QUESTION = re.compile(
    r"(?i)\s*(who|what|when|where|why|how|which|do|does|did|can|could|is|are|will|would|should)\b"
)


def answer_turn(
    agent: Agent, heard: Heard, state: CallState, occasion: Occasion | None = None
) -> Reply:
    """Answer one turn: the end of a dial or a recording, a key, silence, or an utterance.

    Details that are being taken are asked for again after whatever came in between. Without an
    occasion none are taken.
    """
    reply = resumed(_answered(agent, heard, state, occasion), state)
    last_said = state.last_said if reply.is_repeat else reply.text
    subject = _subject(agent.profile, reply, state)
    keys = reply.next == Next.LISTEN and awaits_keys(reply.state.taking)
    stands = replace(reply.state, last_said=last_said, subject=subject)
    return replace(reply, state=stands, awaits_keys=keys)


def _answered(agent: Agent, heard: Heard, state: CallState, occasion: Occasion | None) -> Reply:
    if state.recording:
        return after_recording(heard.recorded_seconds, state)
    if heard.dial_status:
        return after_dial(agent.profile, heard.dial_status, state)
    if heard.digits == PERSON_DIGIT:
        return put_through(agent.profile, replace(state, silences=0))
    keyed = heard.digits if awaits_keys(state.taking) else ""
    said = heard.speech.strip() or keyed
    if not said:
        return after_silence(agent.profile, state)
    return answer_utterance(agent, said, replace(state, silences=0), occasion)


def answer_utterance(
    agent: Agent, speech: str, state: CallState, occasion: Occasion | None = None
) -> Reply:
    """Answer what was said: company Q&A, then scenario, then fallback; emergencies first.

    While details are being taken, what tells one of them comes before all but an emergency.
    """
    owes_answer = state.asked and not QUESTION.match(speech)
    heard = replace(state, asked=owes_answer, heard=state.heard + 1)
    decision = _decision(agent, speech, heard)
    reply = go_on(agent, speech, heard, decision, occasion) or _afresh(
        agent.profile, speech, heard, decision, occasion
    )
    urgency = max(reply.urgency, decision.urgency)
    return replace(reply, score=decision.score, urgency=urgency, trace=decision.trace)


def _afresh(
    profile: AgentProfile,
    speech: str,
    state: CallState,
    decision: Decision,
    occasion: Occasion | None,
) -> Reply:
    """Answer what is not of the details that are being taken."""
    mere = answer_mere_word(profile, speech, state, occasion)
    if mere and not scenario_meant(profile, speech, state):
        return mere
    is_denied = state.confirming and said_yes(speech) is False
    spoken = unclear(profile, state) if is_denied else speak(profile, state, decision)
    words = state.unsure_of if state.unsure_of and said_yes(speech) else speech
    reply = take_up(profile, spoken, words, decision.urgency, occasion)
    unsure_of = speech if reply.kind == "confirm" else ""
    return replace(reply, state=replace(reply.state, unsure_of=unsure_of))


def _decision(agent: Agent, speech: str, state: CallState) -> Decision:
    """Return what was meant: by a yes or a no, what the caller was just asked about.

    A request that is lost beside an address is looked for without it.
    """
    meant = scenario_meant(agent.profile, speech, state)
    if state.confirming and said_yes(speech) and not detect_emergency(speech):
        meant = state.confirming
    if meant:
        return accept(agent.index, meant, speech)
    barred = [key for key, script in agent.profile.scripts.items() if not state.allows(script)]
    whole = decide(agent.index, speech, barred)
    rest = without_address(speech).strip()
    if whole.kind != "fallback" or len(rest.split()) < LEAST_WORDS or rest == speech.strip():
        return whole
    request = decide(agent.index, rest, barred)
    return whole if request.kind == "fallback" else request


def _subject(profile: AgentProfile, reply: Reply, state: CallState) -> str:
    """Return what the call is about: what was answered last, save the wish for a person."""
    script = profile.scripts.get(reply.match_id)
    is_wish = script is not None and TRANSFER in (script.follow_up, *script.action_hooks)
    return state.subject if is_wish or not reply.match_id else reply.match_id
