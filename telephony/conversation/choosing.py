"""Asking which of two was meant, and hearing which."""

from dataclasses import replace
from typing import Any

from matching.engine.normalise import normalise
from matching.engine.words import FUNCTION_WORDS
from telephony import phrases as answers
from telephony.confirming import said_yes
from telephony.conversation import phrases
from telephony.conversation.situation import Situation
from telephony.turns import Reply

SURE = 0.80
"""A best candidate from here on has no rival."""

LEAST_SCORE, CLOSE = 0.20, 0.20
"""A rival scores at least the one, and no more than the other below the best."""

FIRST = frozenset({"first", "former", "1st"})
SECOND = frozenset({"second", "latter", "2nd", "last"})
MOST_WORDS = 6
"""Who says more than this to the question, says what is meant."""


def ask(situation: Situation) -> Reply | None:
    """Ask which was meant, where two come close and neither is sure."""
    plain, before = situation.plain, situation.state
    is_answering = before.asked or before.confirming or before.choosing or before.taking
    if is_answering or plain.kind not in ("confirm", "scenario", "qna", "fallback"):
        return None
    pair = _rivals(plain.trace)
    if len(pair) < 2 or not all(_may_be_named(situation, match) for match in pair):
        return None
    asked = replace(before.settled(), choosing=pair, silences=0, heard=plain.state.heard)
    text = phrases.one_or_the_other(*_topics(situation, pair))
    return Reply("confirm", text, asked, score=plain.score, trace=plain.trace)


def settle(situation: Situation) -> Reply | None:
    """Answer what the caller chose of the two; what is neither is answered as anything else."""
    pair, speech = situation.state.choosing, situation.speech
    if not pair or not speech:
        return None
    chosen = _chosen(situation, pair)
    if chosen:
        return situation.answer_with(chosen)
    unsure = replace(situation.state.settled(), unclear=situation.state.unclear + 1)
    if said_yes(speech) is False:
        return Reply("fallback", answers.NOT_MEANT, unsure)
    if said_yes(speech):
        text = phrases.first_or_second(*_topics(situation, pair))
        return Reply("confirm", text, replace(unsure, choosing=pair))
    return None


def _rivals(trace: dict[str, Any]) -> tuple[str, ...]:
    """Return the two best candidates where neither stands out, by what the decision kept."""
    ranked = [*trace.get("qnas", ()), *trace.get("scenarios", ())]
    leading = sorted(ranked, key=lambda one: -one["score"])[:2]
    if len(leading) < 2:
        return ()
    best, rival = (one["score"] for one in leading)
    is_close = best < SURE and rival >= LEAST_SCORE and best - rival <= CLOSE
    return tuple(one["id"] for one in leading) if is_close else ()


def _may_be_named(situation: Situation, match: str) -> bool:
    script = situation.profile.scripts.get(match)
    return situation.can_say(match) and not (script and script.is_emergency)


def _chosen(situation: Situation, pair: tuple[str, ...]) -> str:
    """Return which one a short answer names: by its order, or by a word of its topic alone."""
    said = frozenset(normalise(situation.speech).tokens)
    if len(said) > MOST_WORDS:
        return ""
    words = [_words(topic) for topic in _topics(situation, pair)]
    named = (said & (words[0] - words[1]) or said & FIRST, said & (words[1] - words[0]))
    is_first, is_second = bool(named[0]), bool(named[1] or said & SECOND)
    if is_first == is_second:
        return ""
    return pair[0] if is_first else pair[1]


def _words(topic: str) -> frozenset[str]:
    return frozenset(normalise(topic).tokens) - FUNCTION_WORDS


def _topics(situation: Situation, pair: tuple[str, ...]) -> tuple[str, ...]:
    topics = situation.profile.topics
    return tuple(topics.get(match, match) for match in pair)
