"""Judged utterances for the tests of evaluation, made without an engine."""

from typing import Any

from matching.evaluation.labelled import Labelled
from matching.evaluation.outcomes import Judged, Outcome


def judged(best: str | None, score: float, *expects: str, **facts: Any) -> Judged:
    """Return an utterance that asked for `expects` and found `best`."""
    accepts, text = frozenset(facts.pop("accepts", ())), facts.pop("text", "so")
    return Judged(Labelled(text, expects, accepts), Outcome(best, score, **facts))
