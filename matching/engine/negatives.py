"""Whether an utterance rules a scenario out by one of its negative triggers."""

from rapidfuzz import fuzz

from matching.engine.index import Index
from matching.engine.normalise import Heard
from matching.engine.urgency import holds_phrase

CLOSE = 90.0
"""The token_sort_ratio from which an utterance counts as the negative trigger itself."""


def rules_out(index: Index, scenario_id: str, heard: Heard) -> bool:
    """Whether the utterance says a negative trigger of the scenario.

    A scenario that has the whole utterance as a trigger is excluded by an equal negative only.
    """
    negatives = index.negatives.get(scenario_id, ())
    if not negatives:
        return False
    is_exact = scenario_id in index.said_exactly(heard)
    return any(_is_said(negative, heard, only_equal=is_exact) for negative in negatives)


def _is_said(negative: Heard, heard: Heard, *, only_equal: bool) -> bool:
    if only_equal:
        return negative.text == heard.text
    if holds_phrase(heard.text, negative.text):
        return True
    return fuzz.token_sort_ratio(negative.text, heard.text, score_cutoff=CLOSE) >= CLOSE
