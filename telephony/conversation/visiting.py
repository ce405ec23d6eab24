"""A caller who tells where to come before anything else was understood."""

from dataclasses import replace

from matching.engine.normalise import normalise
from matching.engine.words import FUNCTION_WORDS
from telephony.conversation import phrases
from telephony.conversation.situation import Situation
from telephony.taking.addresses import overhear_address
from telephony.taking.turn import begin_visit
from telephony.turns import QUESTION, Reply, taken

FEW_WORDS = 2
"""Beside an address, fewer words than this tell of no problem."""

_LEADING = frozenset({"address", "live", "located", "house", "place", "home", "hi", "hello"})


def offer(situation: Situation) -> Reply | None:
    """Begin to take a visit to the address that was told, where no other answer is sure."""
    plain, speech, before = situation.plain, situation.speech, situation.state
    is_answering = before.asked or before.confirming or before.choosing or before.taking
    if is_answering or plain.kind not in ("fallback", "confirm") or QUESTION.match(speech):
        return None
    address = overhear_address(speech)
    tells_problem = len(_words(speech) - _words(address or "")) >= FEW_WORDS
    if not address or (tells_problem and plain.kind == "confirm"):
        return None
    return _begun(situation, speech if tells_problem else "")


def _begun(situation: Situation, problem: str) -> Reply:
    plain, before = situation.plain, situation.state.settled()
    state = replace(before, heard=before.heard + 1, silences=0, unclear=0)
    told = (situation.speech, problem)
    begun = begin_visit(situation.profile, told, plain.urgency, situation.occasion)
    if begun is None:
        return Reply("fallback", phrases.WHAT_THERE, state, trace=plain.trace)
    reply = taken(situation.profile, state, begun)
    return replace(reply, score=plain.score, urgency=plain.urgency, trace=plain.trace)


def _words(text: str) -> frozenset[str]:
    return frozenset(normalise(text).tokens) - FUNCTION_WORDS - _LEADING
