"""What was heard badly is read back before anything is done on it."""

from dataclasses import replace

from matching.engine.normalise import normalise
from telephony.call_state import CallState
from telephony.confirming import said_yes
from telephony.conversation import ladders, phrases
from telephony.conversation.situation import Situation
from telephony.turns import Heard, Next, Reply

LEAST_CONFIDENCE = 0.45
CERTAIN = 1.0


def understood(heard: Heard, state: CallState) -> tuple[Heard, CallState]:
    """Return what the caller says: by a yes, or by saying it again, what was read back."""
    if not state.doubted or not heard.speech.strip():
        return heard, state
    is_same = normalise(heard.speech).text == normalise(state.doubted).text
    if said_yes(heard.speech) or is_same:
        return replace(heard, speech=state.doubted, confidence=None), replace(state, doubted="")
    return heard, state


def settle(situation: Situation) -> Reply | None:
    """Ask for it once more where what was read back is denied."""
    if not situation.state.doubted or said_yes(situation.speech) is not False:
        return None
    return Reply("fallback", phrases.SAY_IT_AGAIN, _less_clear(situation))


def ask(situation: Situation) -> Reply | None:
    """Read back what was heard badly, where an action or an uncertain answer would follow."""
    is_doubtful = is_badly_heard(situation) and _would_matter(situation)
    return read_back(situation) if is_doubtful else None


def is_badly_heard(situation: Situation) -> bool:
    """Whether Twilio itself hardly believes what it heard."""
    confidence = situation.heard.confidence
    return bool(situation.speech) and confidence is not None and confidence < LEAST_CONFIDENCE


def read_back(situation: Situation) -> Reply:
    """Ask whether that was said; who is heard badly again and again gets a person or a message."""
    if situation.state.unclear >= ladders.MOST_UNCLEAR:
        return ladders.hand_over(situation)
    doubtful = replace(_less_clear(situation), doubted=situation.speech)
    text = phrases.did_you_say(situation.speech)
    return Reply("confirm", text, doubtful, trace=situation.plain.trace)


def _less_clear(situation: Situation) -> CallState:
    state = situation.state.settled()
    return replace(state, unclear=state.unclear + 1, silences=0)


def _would_matter(situation: Situation) -> bool:
    """Whether the plain reply does something, or answers what was not said word by word."""
    plain = situation.plain
    if plain.kind not in ("qna", "scenario", "noted"):
        return False
    acts = plain.next != Next.LISTEN or not situation.only_tells(plain.match_id)
    return acts or (plain.score or 0.0) < CERTAIN
