"""Figures over judged utterances; a share of nothing is 0."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matching.evaluation.outcomes import Band, Judged

BINS = 10
SURE = 0.80
REJECTED = 0.90

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bands:
    """What callers met. The first five are shares of those in scope and sum to 1."""

    right: float
    confirm_right: float
    wrong: float
    confirm_wrong: float
    fallback: float
    oos_recall: float
    """The share of those out of scope that fell back."""
    oos_confirmed: float
    precision: float
    """The share of right ones among all answers, confirmed ones and out of scope included."""
    sure_precision: float
    """The same among answers given without asking back."""


@dataclass(frozen=True, slots=True)
class ReliabilityPoint:
    """One bin of scores: what they promise on average, and how often they were right."""

    score: float
    right: float
    count: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """The expected calibration error and the bins that it comes from."""

    error: float
    points: tuple[ReliabilityPoint, ...]


def accuracy(judged: Iterable[Judged]) -> float:
    """Return the share of those in scope whose best candidate is right, whatever its score."""
    return mean([one.is_right for one in judged if one.labelled.is_in_scope])


def two_in_one(judged: Iterable[Judged]) -> float:
    """Return the share of utterances with several requests that had all found, in order."""
    return mean([one.has_all_in_order for one in judged if one.labelled.is_two_in_one])


def bands(judged: Sequence[Judged]) -> Bands:
    """Return what callers met at the thresholds that decided."""
    return _bands(judged, lambda one: one.band)


def bands_at(judged: Sequence[Judged], threshold: float, sure: float = SURE) -> Bands:
    """Return what callers would have met at another threshold."""
    return _bands(judged, lambda one: one.band_at(threshold, sure))


def _bands(judged: Sequence[Judged], band_of: Callable[[Judged], Band]) -> Bands:
    inside = [band_of(one) for one in judged if one.labelled.is_in_scope]
    outside = [band_of(one) for one in judged if not one.labelled.is_in_scope]
    every = [*inside, *outside]
    return Bands(
        right=_share(inside, "right"),
        confirm_right=_share(inside, "confirm_right"),
        wrong=_share(inside, "wrong"),
        confirm_wrong=_share(inside, "confirm_wrong"),
        fallback=_share(inside, "fallback"),
        oos_recall=_share(outside, "fallback"),
        oos_confirmed=_share(outside, "confirm_wrong"),
        precision=_share([one for one in every if one != "fallback"], "right", "confirm_right"),
        sure_precision=_share([one for one in every if one in ("right", "wrong")], "right"),
    )


def _share(found: Sequence[Band], *wanted: Band) -> float:
    return mean([one in wanted for one in found])


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """Return how likely a score from inside is above one from outside, equals counting half."""
    if not inside or not outside:
        return 0.0
    high, low = np.asarray(inside, dtype=float), np.sort(np.asarray(outside, dtype=float))
    below = np.searchsorted(low, high, side="left")
    up_to = np.searchsorted(low, high, side="right")
    return float((below + up_to).sum() / 2 / (high.size * low.size))


def scope_auroc(judged: Sequence[Judged]) -> float:
    """Return how well the score tells those in scope from those out of scope."""
    return auroc(scores(judged, in_scope=True), scores(judged, in_scope=False))


def scores(judged: Iterable[Judged], *, in_scope: bool) -> list[float]:
    """Return the best candidates' scores on one side of the scope."""
    return [one.outcome.score for one in judged if one.labelled.is_in_scope is in_scope]


def right_when_rejecting(judged: Sequence[Judged], share: float = REJECTED) -> float:
    """Return the share of those in scope answered rightly where this share of others is not.

    The score has to exceed those of the share's lowest out of scope; without any, all are answered.
    """
    outside = sorted(scores(judged, in_scope=False))
    rejected = math.ceil(round(share * len(outside), 9))
    bar = outside[rejected - 1] if rejected else -math.inf
    inside = [one for one in judged if one.labelled.is_in_scope]
    return mean([one.is_right and one.outcome.score > bar for one in inside])


def calibration(judged: Sequence[Judged], bins: int = BINS) -> Calibration:
    """Return how far scores are from how often the best candidate is right, in equal-mass bins.

    Those out of scope count as never right.
    """
    promised = np.array([one.outcome.score for one in judged], dtype=float)
    right = np.array([one.is_right for one in judged], dtype=float)
    points = reliability(promised, right, bins)
    error = sum(abs(point.score - point.right) * point.count for point in points)
    return Calibration(error / max(1, len(judged)), points)


def reliability(promised: Floats, right: Floats, bins: int = BINS) -> tuple[ReliabilityPoint, ...]:
    """Return the bins; equal scores share their rate, so the order of the input is no matter."""
    _, group, sizes = np.unique(promised, return_inverse=True, return_counts=True)
    rates = (np.bincount(group, weights=right) / sizes)[group] if right.size else right
    order = np.argsort(promised, kind="stable")
    edges = np.linspace(0, promised.size, bins + 1).round().astype(int)
    chunks = [order[start:end] for start, end in pairwise(edges) if end > start]
    return tuple(
        ReliabilityPoint(float(promised[chunk].mean()), float(rates[chunk].mean()), chunk.size)
        for chunk in chunks
    )


def latency(judged: Sequence[Judged]) -> dict[str, float]:
    """Return microseconds a decision: the median, the 90th and 99th percentile, and the most."""
    micros = [one.outcome.micros for one in judged] or [0.0]
    p50, p90, p99, most = np.percentile(micros, [50, 90, 99, 100])
    return {"p50": float(p50), "p90": float(p90), "p99": float(p99), "max": float(most)}


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Return the figures that sum up an evaluation, each from 0 to 1, by name."""
    return {
        "accuracy": accuracy(judged),
        **asdict(bands(judged)),
        "auroc": scope_auroc(judged),
        "right_at_90": right_when_rejecting(judged),
        "calibration_error": calibration(judged).error,
        "two_in_one": two_in_one(judged),
    }


def mean(values: Sequence[float]) -> float:
    """Return the mean, 0 of nothing."""
    return float(sum(values) / len(values)) if values else 0.0
