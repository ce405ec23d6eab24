"""An evaluation as text for a terminal."""

from collections.abc import Iterator

from matching.evaluation.evaluating import Evaluation
from matching.evaluation.wording import (
    MEANINGS,
    NOISE_FIGURES,
    OUT_OF_SCOPE,
    milliseconds,
    percent,
)

MOST_CONFUSIONS = 12


def table(evaluation: Evaluation) -> str:
    """Return the figures, the most frequent confusions, the latency and the noise."""
    parts = (_counts, _figures, _latency, _noise, _confusions)
    return "\n".join(line for part in parts for line in part(evaluation))


def _counts(evaluation: Evaluation) -> Iterator[str]:
    counts = evaluation.counts()
    yield (
        f"{counts['utterances']} utterances, {counts['inScope']} in scope,"
        f" {counts['outOfScope']} out of scope, {counts['withTwoRequests']} with two requests"
    )
    yield ""


def _figures(evaluation: Evaluation) -> Iterator[str]:
    for name, (title, meaning) in MEANINGS.items():
        yield f"  {title:<24}{percent(evaluation.figures[name]):>7}   {meaning}"


def _latency(evaluation: Evaluation) -> Iterator[str]:
    told = ", ".join(f"{name} {milliseconds(value)}" for name, value in evaluation.latency.items())
    yield f"  {'Latency':<24}{told}"


def _noise(evaluation: Evaluation) -> Iterator[str]:
    if not evaluation.noise:
        return
    titles = "".join(f"{MEANINGS[name][0]:>21}" for name in NOISE_FIGURES)
    yield f"\n  {'Spoiled':<24}{titles}"
    for name, spoiled in (("as said", evaluation.figures), *evaluation.noise):
        yield f"  {name:<24}" + "".join(f"{percent(spoiled[one]):>21}" for one in NOISE_FIGURES)


def _confusions(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.confusions:
        yield "\n  times answered  expected → found"
    for one in evaluation.confusions[:MOST_CONFUSIONS]:
        pair = f"{one.expected or OUT_OF_SCOPE} → {one.found or 'nothing'}"
        yield f"  {one.count:>5} {one.answered:>8}  {pair}"
