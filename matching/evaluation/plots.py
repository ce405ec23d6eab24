"""The three plots of an evaluation."""

from collections.abc import Iterator, Sequence

import numpy as np

from matching.evaluation import svg
from matching.evaluation.evaluating import Evaluation
from matching.evaluation.metrics import SURE, Bands
from matching.evaluation.outcomes import Judged
from matching.evaluation.wording import BAND_NAMES, percent

BINS = 20
WIDE = 940
LARGEST_DOT = 9.0
LEAST_ROOM = 0.05


def reliability_plot(evaluation: Evaluation) -> str:
    """Return how often scores were right against what they promised; the diagonal is honest."""
    frame = svg.Frame()
    points = evaluation.calibration.points
    most = max((point.count for point in points), default=1)
    dots = [
        svg.dot(
            frame,
            (point.score, point.right),
            LARGEST_DOT * (point.count / most) ** 0.5,
            f"{point.count} with {point.score:.2f} on average: {percent(point.right)} right",
        )
        for point in points
    ]
    honest = svg.line(frame, [(0, 0), (1, 1)], "honest")
    measured = svg.line(frame, [(point.score, point.right) for point in points], "measured")
    return svg.plot(frame, "Reliability", "score", "right", [honest, measured, *dots])


def score_plot(evaluation: Evaluation) -> str:
    """Return where scores lie: those in scope upward, right below wrong, the others downward."""
    inside = [one for one in evaluation.judged if one.labelled.is_in_scope]
    outside = [one for one in evaluation.judged if not one.labelled.is_in_scope]
    right = _shares([one for one in inside if one.is_right], len(inside))
    wrong = _shares([one for one in inside if not one.is_right], len(inside))
    others = _shares(outside, len(outside))
    most = max(*(up + more for up, more in zip(right, wrong, strict=True)), *others, LEAST_ROOM)
    frame = svg.Frame(low=-most, high=most)
    marks = [
        mark
        for place in range(BINS)
        for mark in _bars(frame, place, right[place], wrong[place], others[place])
    ]
    return svg.plot(frame, "Scores in and out of scope", "score", "share", marks)


def _shares(judged: Sequence[Judged], of: int) -> list[float]:
    counts, _ = np.histogram([one.outcome.score for one in judged], bins=BINS, range=(0, 1))
    return [float(count) / max(of, 1) for count in counts]


def _bars(frame: svg.Frame, place: int, right: float, wrong: float, others: float) -> Iterator[str]:
    start, end = place / BINS, (place + 1) / BINS
    yield svg.bar(frame, (start, 0), (end, right), "right")
    yield svg.bar(frame, (start, right), (end, right + wrong), "wrong")
    yield svg.bar(frame, (start, 0), (end, -others), "outside")


def threshold_plot(evaluation: Evaluation) -> str:
    """Return what callers in scope would meet at each threshold, stacked, and the recall."""
    frame = svg.Frame(width=WIDE)
    floor = [0.0] * len(evaluation.curve)
    marks = []
    for name in BAND_NAMES:
        ceiling = [low + share for low, share in zip(floor, _band(evaluation, name), strict=True)]
        marks.append(svg.area(frame, _line(evaluation, ceiling), _line(evaluation, floor), name))
        floor = ceiling
    recall = svg.line(frame, _line(evaluation, _band(evaluation, "oos_recall")), "recall")
    sure = svg.upright(frame, SURE, "asked back below")
    title = "What callers meet over thresholds"
    return svg.plot(frame, title, "threshold", "callers in scope", [*marks, recall, sure])


def _band(evaluation: Evaluation, name: str) -> list[float]:
    return [_share(at, name) for _, at in evaluation.curve]


def _share(at: Bands, name: str) -> float:
    return float(getattr(at, name))


def _line(evaluation: Evaluation, values: Sequence[float]) -> list[svg.Point]:
    thresholds = [threshold for threshold, _ in evaluation.curve]
    return list(zip(thresholds, values, strict=True))
