"""The parts that a candidate's score is made of, and the score they make."""

import math
from dataclasses import dataclass

INTERCEPT = -4.29
WEIGHTS = {"theme": 3.23, "sorted": 2.85, "reach": 1.28, "margin": 8.44}
"""A logistic regression of "this is what was meant", fitted on public intent data sets."""

EXACT_SCORE = 1.0
REGEX_SCORE = 0.95
MOST_WHEN_GUESSED = 0.97
MOST_WHEN_CLASHING = 0.40
MOST_ON_ONE_WORD = 0.45
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Parts:
    """How an utterance meets one entry.

    `theme` is the cosine with the mean of its phrases, `best` the cosine with the closest one,
    `sorted` the token_sort_ratio with that one, `reach` the share of the utterance's weight
    that the entry's words hold, `margin` the lead over the best rival; `content` counts
    the utterance's content words and `shared` those among them that the entry has.
    """

    theme: float = 0.0
    best: float = 0.0
    sorted: float = 0.0
    reach: float = 0.0
    margin: float = 0.0
    shared: int = 0
    content: int = 0
    clashes: bool = False
    by_regex: bool = False
    is_exact: bool = False


def score(parts: Parts) -> float:
    """The chance, 0 to 1, that the entry is what was meant."""
    if parts.is_exact:
        return EXACT_SCORE
    estimate = min(_estimate(parts), _ceiling(parts))
    return max(estimate, REGEX_SCORE) if parts.by_regex else round(estimate, DECIMALS)


def _estimate(parts: Parts) -> float:
    logit = INTERCEPT + sum(weight * getattr(parts, name) for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-logit))


def _ceiling(parts: Parts) -> float:
    if parts.clashes:
        return MOST_WHEN_CLASHING
    if parts.shared <= 1 < parts.content:
        return MOST_ON_ONE_WORD
    return MOST_WHEN_GUESSED
