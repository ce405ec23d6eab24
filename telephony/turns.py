"""A turn of a call in plain Python: from what was heard and what stood to what is said next."""

import re
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from matching.engine import Decision, decide
from telephony import phrases
from telephony.agent import Agent, AgentProfile, Script

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
    HANG_UP = "hang_up"


@dataclass(frozen=True, slots=True)
class Heard:
    """What came from the caller, or from the end of a dial."""

    speech: str = ""
    digits: str = ""
    dial_status: str = ""


@dataclass(frozen=True, slots=True)
class CallState:
    """What the next turn starts from: counts in a row, who is left to ring, what was said.

    `asked` holds while the caller owes an answer to a scenario's question.
    """

    silences: int = 0
    unclear: int = 0
    asked: bool = False
    last_said: str = ""
    to_ring: tuple[str, ...] = ()
    given: dict[str, int] = field(default_factory=dict)

    def as_document(self) -> dict[str, Any]:
        """Return the state as JSON values."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Return the state that `as_document` made the document of."""
        return cls(**{**document, "to_ring": tuple(document["to_ring"])}) if document else cls()


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said, what the line does then, and why."""

    kind: str
    text: str
    state: CallState
    next: Next = Next.LISTEN
    dial: str = ""
    scenario_key: str = ""
    match_id: str = ""
    is_repeat: bool = False
    score: float | None = None
    trace: dict[str, Any] = field(default_factory=dict)


def greet(profile: AgentProfile) -> Reply:
    """Open the call with the company's name."""
    text = phrases.opening(profile.company_name)
    return Reply("greeting", text, CallState(last_said=text))


def answer_turn(agent: Agent, heard: Heard, state: CallState) -> Reply:
    """Answer one turn: the end of a dial, a key, silence, or an utterance."""
    reply = _answered(agent, heard, state)
    last_said = state.last_said if reply.is_repeat else reply.text
    return replace(reply, state=replace(reply.state, last_said=last_said))


def _answered(agent: Agent, heard: Heard, state: CallState) -> Reply:
    if heard.dial_status:
        return after_dial(heard.dial_status, state)
    if heard.digits == PERSON_DIGIT:
        return put_through(agent.profile, replace(state, silences=0))
    if not heard.speech.strip():
        return after_silence(state)
    return answer_utterance(agent, heard.speech, replace(state, silences=0))


def answer_utterance(agent: Agent, speech: str, state: CallState) -> Reply:
    """Answer what was said: company Q&A, then scenario, then fallback; emergencies first."""
    decision = decide(agent.index, speech)
    owes_answer = state.asked and not QUESTION.match(speech)
    reply = _spoken(agent.profile, decision, replace(state, asked=owes_answer))
    return replace(reply, score=decision.score, trace=decision.trace)


def after_silence(state: CallState) -> Reply:
    """Ask again in other words, twice; then end the call politely."""
    if state.silences >= len(phrases.SILENCES):
        return Reply("silence", phrases.SILENCE_END, state, Next.HANG_UP)
    text = phrases.SILENCES[state.silences]
    return Reply("silence", text, replace(state, silences=state.silences + 1))


def after_dial(status: str, state: CallState) -> Reply:
    """End the call after a talk; ring the next number, or listen again, after none."""
    if status in PICKED_UP:
        return Reply("transfer", "", replace(state, to_ring=()), Next.HANG_UP)
    if state.to_ring:
        return _ring("transfer", phrases.TRYING_NEXT, state.to_ring, state)
    return Reply("transfer", phrases.NOBODY_PICKED_UP, state)


def put_through(profile: AgentProfile, state: CallState) -> Reply:
    """Ring the company's people; where it has none to ring, say so and listen."""
    if profile.transfer_numbers:
        return _ring("transfer", phrases.TRANSFER, profile.transfer_numbers, state)
    return Reply("transfer", phrases.NOBODY_TO_TRANSFER_TO, state)


def _spoken(profile: AgentProfile, decision: Decision, state: CallState) -> Reply:
    """Return the decision in words; what cannot be spoken falls back."""
    match = decision.id or ""
    answered = replace(state, unclear=0, asked=False)
    if decision.kind == "qna" and match in profile.answers:
        return Reply("qna", _with_prompt(profile.answers[match]), answered, match_id=match)
    script = profile.scripts.get(match) if decision.kind == "scenario" else None
    if decision.emergency or (script and script.is_emergency):
        reply = _emergency(profile, script, answered)
    elif script and script.replies:
        reply = _play(profile, script, answered)
    else:
        return _unclear(profile, state)
    return replace(reply, scenario_key=match, match_id=match)


def _play(profile: AgentProfile, script: Script, state: CallState) -> Reply:
    acts = {script.follow_up, *script.action_hooks}
    if TRANSFER in acts and not profile.transfer_numbers:
        return Reply("scenario", phrases.NOBODY_TO_TRANSFER_TO, state)
    text, given = _next_reply(script, state)
    if {TRANSFER, ESCALATE} & acts and profile.transfer_numbers:
        return _ring("scenario", text, profile.transfer_numbers, given)
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
    numbers = tuple(filter(None, (profile.emergency_number, *profile.transfer_numbers)))
    if not numbers:
        return Reply("scenario", text, state)
    return _ring("scenario", f"{text} {phrases.CONNECTING_EMERGENCY}", numbers, state)


def _unclear(profile: AgentProfile, state: CallState) -> Reply:
    """Take what answers our own question; else ask for other words, then offer a person."""
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
    """Return the scenario's next reply in turn, so that none repeats before all were given."""
    count = state.given.get(script.key, 0)
    text = script.replies[count % len(script.replies)]
    return text, replace(state, given={**state.given, script.key: count + 1})


def _with_prompt(text: str) -> str:
    return text if text.endswith("?") else f"{text} {phrases.ANYTHING_ELSE}"
