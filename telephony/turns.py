"""A turn of a call in plain Python: from what was heard and what stood to what is said next."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from matching.engine import Decision, accept, decide, detect_emergency
from telephony import phrases
from telephony.agent import Agent, AgentProfile, Manner, Script
from telephony.call_state import CallState
from telephony.confirming import said_yes
from telephony.taking import phrases as taking_phrases
from telephony.taking.acts import Act
from telephony.taking.answer import Answer
from telephony.taking.desk import Occasion
from telephony.taking.state import Step, Taking
from telephony.taking.turn import awaits_keys, begin_taking, go_on_taking, resume

__all__ = [
    "PICKED_UP",
    "CallState",
    "Heard",
    "Next",
    "Reply",
    "answer_turn",
    "answer_utterance",
    "put_through",
    "speak",
]

PERSON_DIGIT = "0"
PICKED_UP = frozenset({"completed", "answered"})
TRANSFER, ESCALATE, END_CALL, REPEAT = "transfer", "escalate", "end_call", "repeat"
ASKING = frozenset({"ask", "offer_booking"})
QUESTION = re.compile(
    r"(?i)\s*(who|what|when|where|why|how|which|do|does|did|can|could|is|are|will|would|should)\b"
)


class Next(StrEnum):
    """What the line does after the reply."""

    LISTEN = "listen"
    DIAL = "dial"
    RECORD = "record"
    HANG_UP = "hang_up"


@dataclass(frozen=True, slots=True)
class Heard:
    """What came from the caller, or from the end of a dial or of a recording.

    `confidence` is Twilio's in what it understood, if it told any.
    """

    speech: str = ""
    digits: str = ""
    dial_status: str = ""
    recorded_seconds: int = 0
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said and how, what the line does then, and why.

    `act` is kept along with the turn; `awaits_keys` where more than one key may be pressed.
    A `notice` is said first, and then the call is recorded, until a reply `ends_recording`.
    """

    kind: str
    text: str
    state: CallState
    next: Next = Next.LISTEN
    dial: str = ""
    scenario_key: str = ""
    match_id: str = ""
    is_repeat: bool = False
    act: Act | None = None
    awaits_keys: bool = False
    manner: Manner = field(default_factory=Manner)
    score: float | None = None
    urgency: float = 0.0
    trace: dict[str, Any] = field(default_factory=dict)
    transcribe: bool = False
    notice: str = ""
    ends_recording: bool = False

    @property
    def said(self) -> str:
        """Return all that the caller hears."""
        return f"{self.notice} {self.text}".strip()


def answer_turn(
    agent: Agent, heard: Heard, state: CallState, occasion: Occasion | None = None
) -> Reply:
    """Answer one turn: the end of a dial or a recording, a key, silence, or an utterance.

    Details that are being taken are asked for again after whatever came in between. Without an
    occasion none are taken.
    """
    reply = _resumed(_answered(agent, heard, state, occasion), state)
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
    reply = _taken_on(agent, speech, heard, decision, occasion)
    if reply is None:
        is_denied = state.confirming and said_yes(speech) is False
        told = agent.profile, heard
        spoken = _unclear(*told) if is_denied else speak(*told, decision)
        words = state.unsure_of if state.unsure_of and said_yes(speech) else speech
        reply = take_up(agent.profile, spoken, words, decision.urgency, occasion)
        unsure_of = speech if reply.kind == "confirm" else ""
        reply = replace(reply, state=replace(reply.state, unsure_of=unsure_of))
    urgency = max(reply.urgency, decision.urgency)
    return replace(reply, score=decision.score, urgency=urgency, trace=decision.trace)


def _decision(agent: Agent, speech: str, state: CallState) -> Decision:
    """Return what was meant: by a yes, what the caller was just asked about."""
    if state.confirming and said_yes(speech) and not detect_emergency(speech):
        return accept(agent.index, state.confirming, speech)
    barred = [key for key, script in agent.profile.scripts.items() if not state.allows(script)]
    return decide(agent.index, speech, barred)


def _taken_on(
    agent: Agent, speech: str, state: CallState, decision: Decision, occasion: Occasion | None
) -> Reply | None:
    """Go on taking details, or return None where none are taken or the words are of another."""
    if state.taking is None or occasion is None:
        return None
    taking = replace(state.taking, urgency=max(state.taking.urgency, decision.urgency))
    answer = go_on_taking(agent.profile, taking, speech, decision, occasion)
    return _taken(agent.profile, state, answer) if answer else None


def take_up(
    profile: AgentProfile, reply: Reply, speech: str, urgency: float, occasion: Occasion | None
) -> Reply:
    """Begin to take what a scenario asks for; other details are only taken instead of those."""
    taken = reply.state.taking
    if occasion is None or reply.kind != "scenario" or reply.next != Next.LISTEN:
        return reply
    answer = begin_taking(profile, reply.scenario_key, (speech, reply.text), urgency, occasion)
    if answer is None or (taken and not _replaces(answer, taken)):
        return reply
    told = _taken(profile, reply.state, answer)
    return replace(reply, text=told.text, state=told.state, act=told.act)


def _taken(profile: AgentProfile, state: CallState, answer: Answer) -> Reply:
    """Return the answer as a reply; who could not be understood is put through to a person."""
    gone_on = replace(state, taking=answer.taking, unclear=0, asked=False, confirming="")
    if answer.gives_up and profile.transfer_numbers:
        text = taking_phrases.GIVEN_UP_TRANSFER
        ringing = _ring("taking", text, profile.transfer_numbers, gone_on)
        return replace(ringing, act=answer.act)
    return Reply("taking", answer.text, gone_on, act=answer.act)


def _replaces(answer: Answer, before: Taking) -> bool:
    """Whether other details are taken instead: not where a visit is only offered."""
    begun = answer.taking
    is_offer = begun is not None and begun.step == Step.WANTED
    if before.step == Step.WANTED:
        return True
    return not is_offer and (begun is None or begun.hook != before.hook)


def _resumed(reply: Reply, before: CallState) -> Reply:
    """Ask again for the detail that is still open, after what was said in between."""
    taking = before.taking
    is_on = taking is not None and reply.state.taking is taking and not reply.is_repeat
    if taking is None or not is_on or reply.next != Next.LISTEN:
        return reply
    is_silence = reply.kind == "silence"
    if taking.step == Step.WANTED and not is_silence:
        return replace(reply, state=replace(reply.state, taking=None))
    return replace(reply, text=resume(taking, reply.text, is_silence=is_silence))


def after_silence(profile: AgentProfile, state: CallState) -> Reply:
    """Ask again in other words as often as the company wants; then ring someone, or end.

    Ringing is tried once: a line on which nobody ever speaks comes to its end.
    """
    again = replace(state, silences=state.silences + 1)
    if state.silences < profile.silence_reprompts:
        return Reply("silence", phrases.SILENCES[state.silences], again)
    is_rung = profile.silence_then == TRANSFER and state.silences == profile.silence_reprompts
    if is_rung and profile.transfer_numbers:
        return _ring("silence", phrases.UNCLEAR_TRANSFER, profile.transfer_numbers, again)
    if profile.voicemail and profile.lets_the_silent_leave_a_message:
        return voicemail(profile, state, phrases.UNHEARD)
    return Reply("silence", phrases.SILENCE_END, state, Next.HANG_UP)


def after_dial(profile: AgentProfile, status: str, state: CallState) -> Reply:
    """End the call after a talk; after none ring the next number, take a message, or listen."""
    if status in PICKED_UP:
        return Reply("transfer", "", replace(state, to_ring=()), Next.HANG_UP)
    if state.to_ring:
        return _ring("transfer", phrases.TRYING_NEXT, state.to_ring, state)
    if profile.voicemail:
        return voicemail(profile, state, _nobody(profile, state))
    return Reply("transfer", phrases.NOBODY_PICKED_UP, state)


def voicemail(profile: AgentProfile, state: CallState, why: str) -> Reply:
    """Say why, and take a recorded message."""
    text, begun = f"{why} {phrases.LEAVE_VOICEMAIL}", replace(state, recording=True)
    return Reply("voicemail", text, begun, Next.RECORD, transcribe=profile.transcribe)


def after_recording(seconds: int, state: CallState) -> Reply:
    """Thank for the message, or say that there is none, and end."""
    text = phrases.VOICEMAIL_KEPT if seconds else phrases.VOICEMAIL_EMPTY
    return Reply("voicemail", text, replace(state, recording=False), Next.HANG_UP)


def put_through(profile: AgentProfile, state: CallState) -> Reply:
    """Ring the company's people; where it has none to ring, say so and listen."""
    if profile.transfer_numbers:
        return _ring("transfer", phrases.TRANSFER, profile.transfer_numbers, state)
    return Reply("transfer", phrases.NOBODY_TO_TRANSFER_TO, state)


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
        return _unclear(profile, state)
    manner = _manner(profile, script) if script else Manner()
    return replace(reply, scenario_key=match, match_id=match, manner=manner)


def _subject(profile: AgentProfile, reply: Reply, state: CallState) -> str:
    """Return what the call is about: what was answered last, save the wish for a person."""
    script = profile.scripts.get(reply.match_id)
    is_wish = script is not None and TRANSFER in (script.follow_up, *script.action_hooks)
    return state.subject if is_wish or not reply.match_id else reply.match_id


def _nobody(profile: AgentProfile, state: CallState) -> str:
    script = profile.scripts.get(state.subject)
    is_urgent = script is not None and script.is_emergency
    return phrases.NOBODY_PICKED_UP_URGENT if is_urgent else phrases.NOBODY_PICKED_UP_END


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
        return _unclear(profile, state)
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
        return _ring("scenario", text, numbers, given)
    if END_CALL in acts:
        return Reply("scenario", text, given, Next.HANG_UP)
    if REPEAT in acts and state.last_said:
        return Reply("scenario", f"{text} {state.last_said}", given, is_repeat=True)
    if script.follow_up in ASKING:
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
    return _ring("scenario", f"{text} {phrases.CONNECTING_EMERGENCY}", tuple(numbers), state)


def _numbers(profile: AgentProfile, script: Script | None) -> tuple[str, ...]:
    """Return whom an escalation rings in order: the emergency number first, unless told."""
    told = script.hook_parameters.get(ESCALATE, {}) if script else {}
    emergency = tuple(filter(None, (profile.emergency_number,)))
    if told.get("first") == "people":
        return (*profile.transfer_numbers, *emergency)
    return (*emergency, *profile.transfer_numbers)


def _unclear(profile: AgentProfile, state: CallState) -> Reply:
    """Take what answers our own question; else ask for other words, then offer a person."""
    if state.confirming:
        unsure = replace(state, confirming="", unclear=state.unclear + 1)
        return Reply("fallback", phrases.NOT_MEANT, unsure)
    if state.asked:
        return Reply("noted", phrases.NOTED, replace(state, asked=False))
    again = replace(state, unclear=state.unclear + 1)
    if state.unclear and profile.transfer_numbers:
        return _ring("fallback", phrases.UNCLEAR_TRANSFER, profile.transfer_numbers, again)
    return Reply("fallback", phrases.UNCLEAR[min(state.unclear, 1)], again)


def _ring(kind: str, text: str, numbers: tuple[str, ...], state: CallState) -> Reply:
    """Ring the first number; the others wait in the state for their turn."""
    waiting = replace(state, to_ring=numbers[1:])
    return Reply(kind, text, waiting, Next.DIAL, dial=numbers[0])


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
