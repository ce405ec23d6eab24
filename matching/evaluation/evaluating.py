"""A whole evaluation: every figure, the curves behind them, and what to look at next."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from matching.evaluation.confusions import Confusion, confusions
from matching.evaluation.labelled import Labelled
from matching.evaluation.metrics import (
    Bands,
    Calibration,
    bands_at,
    calibration,
    figures,
    latency,
)
from matching.evaluation.noise import Noise, spoil_all
from matching.evaluation.outcomes import Answer, Judged, judge

Figures = dict[str, float]

STEPS = 50
SLOWEST = 10
DECIMALS = 4
NOISES = {
    "fillers and openers": Noise(dropped_function_words=0, misheard_words=0),
    "function words dropped": Noise(openers=0, fillers=0, misheard_words=0),
    "words misheard": Noise(openers=0, fillers=0, dropped_function_words=0),
    "all of it": Noise(),
}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Judged utterances and all that is told of them."""

    judged: tuple[Judged, ...]
    figures: Figures
    curve: tuple[tuple[float, Bands], ...]
    """What callers would have met at thresholds from 0 to 1."""
    calibration: Calibration
    confusions: tuple[Confusion, ...]
    latency: Figures
    slowest: tuple[Judged, ...]
    noise: tuple[tuple[str, Figures], ...] = ()

    def as_document(self) -> dict[str, Any]:
        """Return it as the command prints it."""
        return {
            **self.counts(),
            **_told(self.figures),
            "latencyMicros": {name: round(micros) for name, micros in self.latency.items()},
            "reliability": [_told(asdict(point)) for point in self.calibration.points],
            "thresholds": [
                {"threshold": threshold, **_told(asdict(at))} for threshold, at in self.curve
            ],
            "confusions": [asdict(one) for one in self.confusions],
            "noise": {name: _told(spoiled) for name, spoiled in self.noise},
        }

    def counts(self) -> dict[str, int]:
        """Return how many utterances there were of which kind."""
        inside = sum(one.labelled.is_in_scope for one in self.judged)
        return {
            "utterances": len(self.judged),
            "inScope": inside,
            "outOfScope": len(self.judged) - inside,
            "withTwoRequests": sum(one.labelled.is_two_in_one for one in self.judged),
        }


def evaluate(
    labelled: Sequence[Labelled], answer: Answer, noise_seed: int | None = None
) -> Evaluation:
    """Return the evaluation of an answering function; a seed adds that of spoiled utterances."""
    judged = judge(labelled, answer)
    return Evaluation(
        judged=tuple(judged),
        figures=figures(judged),
        curve=tuple((step / STEPS, bands_at(judged, step / STEPS)) for step in range(STEPS + 1)),
        calibration=calibration(judged),
        confusions=tuple(confusions(judged)),
        latency=latency(judged),
        slowest=tuple(sorted(judged, key=lambda one: -one.outcome.micros)[:SLOWEST]),
        noise=() if noise_seed is None else _spoiled(labelled, answer, noise_seed),
    )


def _spoiled(
    labelled: Sequence[Labelled], answer: Answer, seed: int
) -> tuple[tuple[str, Figures], ...]:
    return tuple(
        (name, figures(judge(spoil_all(labelled, seed, noise), answer)))
        for name, noise in NOISES.items()
    )


def _told(values: Figures) -> dict[str, float]:
    return {_camel(name): round(value, DECIMALS) for name, value in values.items()}


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(part.capitalize() for part in others)
