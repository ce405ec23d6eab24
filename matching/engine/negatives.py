"""The scenarios that an utterance rules out by their negative triggers."""

from rapidfuzz import fuzz

from matching.engine.index import Index
from matching.engine.normalise import Heard
from matching.engine.urgency import holds_phrase

CLOSE = 90.0
"""The token_sort_ratio from which an utterance counts as the negative trigger itself."""


def excluded_scenarios(index: Index, heard: Heard) -> frozenset[int]:
    """The places of the scenarios of which the utterance says a negative trigger.

    A scenario that has the whole utterance as a trigger is excluded by an equal negative only.
    """
    exact = index.scenarios.exact.get(heard.text, frozenset())
    return frozenset(
        order
        for order, negatives in enumerate(index.negatives)
        if any(_is_said(negative, heard, only_equal=order in exact) for negative in negatives)
    )


def _is_said(negative: Heard, heard: Heard, *, only_equal: bool) -> bool:
    if only_equal:
        return negative.text == heard.text
    if holds_phrase(heard.tokens, negative.tokens):
        return True
    return fuzz.token_sort_ratio(negative.text, heard.text, score_cutoff=CLOSE) >= CLOSE
