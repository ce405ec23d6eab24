"""What speaks for an entry, in numbers that the trace keeps, and the score that they make."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

CALIBRATION = Path(__file__).with_name("calibration.json")
"""By encoder, for pools with and without rivals, an intercept and the weights of measures.

Made by matching/fitting/calibrate.py."""

EXACT_SCORE = 1.0
REGEX_SCORE = 0.95
MOST_WHEN_GUESSED = 0.9999
MOST_WHEN_CLASHING = 0.40
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Evidence:
    """How an utterance meets one entry, beside its rivals.

    `strength` is the kernel's, `lead` what it has over the strongest rival; `lexical` and
    `semantic` are the best cosines among the entry's phrases, `semantic_lead` is over the best of
    the rivals, `background` the mean cosine with all phrases. With the closest phrase, `sorted` is
    rapidfuzz's token_sort_ratio, 0 to 1, and `length` the logarithm of its share of words.
    `coverage` is the share of the utterance's weight whose words the entry has. `words`, `phrases`
    and `entries` are logarithms of how many there are in the utterance and in the pool, `own` that
    of the entry's phrases. `most` is what the score may be, because a stronger entry has no more.
    `is_rivalled` where common requests stand beside the pool's few entries: they count as entries.
    """

    strength: float = 0.0
    lead: float = 0.0
    lexical: float = 0.0
    semantic: float = 0.0
    semantic_lead: float = 0.0
    background: float = 0.0
    sorted: float = 0.0
    length: float = 0.0
    coverage: float = 0.0
    words: float = 0.0
    phrases: float = 0.0
    entries: float = 0.0
    own: float = 0.0
    clashes: bool = False
    by_regex: bool = False
    is_exact: bool = False
    is_rivalled: bool = False
    most: float = 1.0


def score(evidence: Evidence, encoder_name: str) -> float:
    """The chance, 0 to 1, that the entry is what was meant."""
    if evidence.is_exact:
        return EXACT_SCORE
    guess = _guess(evidence, encoder_name) if evidence.words else 0.0
    return max(guess, REGEX_SCORE) if evidence.by_regex else guess


def _guess(evidence: Evidence, encoder_name: str) -> float:
    chance = estimate(evidence, *_calibration(encoder_name, is_rivalled=evidence.is_rivalled))
    most = MOST_WHEN_CLASHING if evidence.clashes else MOST_WHEN_GUESSED
    return round(min(chance, most, evidence.most), DECIMALS)


MEASURES = tuple(one.name for one in fields(Evidence) if one.type is float and one.name != "most")
"""What the calibration weighs."""


def estimate(evidence: Evidence, intercept: float, weights: Mapping[str, float]) -> float:
    """The logistic regression: a probability; what has no weight says nothing."""
    logit = intercept + sum(
        weight * float(getattr(evidence, name)) for name, weight in weights.items()
    )
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))


@lru_cache(maxsize=4)
def _calibration(encoder_name: str, *, is_rivalled: bool) -> tuple[float, dict[str, float]]:
    encoders = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    fitted = encoders[encoder_name]["rivalled" if is_rivalled else "alone"]
    return fitted["intercept"], fitted["weights"]
