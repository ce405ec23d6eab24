"""An evaluation as one HTML page that needs nothing beside itself."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from matching.evaluation.evaluating import Evaluation
from matching.evaluation.plots import reliability_plot, score_plot, threshold_plot
from matching.evaluation.wording import (
    BAND_NAMES,
    MEANINGS,
    NOISE_FIGURES,
    OUT_OF_SCOPE,
    milliseconds,
    percent,
)

STYLE = Path(__file__).with_name("page.css")
MOST_CONFUSIONS = 40


def page(evaluation: Evaluation, title: str) -> str:
    """Return the whole page; whatever was said or named stands in it as text."""
    parts = (_cards, _plots, _noise, _confusions, _slowest)
    body = "".join(part(evaluation) for part in parts)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE.read_text(encoding='utf-8')}</style></head>"
        f"<body><header><h1>{escape(title)}</h1><p>{_counts(evaluation)}</p></header>"
        f"<main>{body}</main></body></html>\n"
    )


def _counts(evaluation: Evaluation) -> str:
    counts = evaluation.counts()
    latency = ", ".join(
        f"{name} {milliseconds(value)}" for name, value in evaluation.latency.items()
    )
    return (
        f"{counts['utterances']} utterances: {counts['inScope']} in scope"
        f" ({counts['withTwoRequests']} with two requests), {counts['outOfScope']} out of scope."
        f" A decision took {latency}."
    )


def _cards(evaluation: Evaluation) -> str:
    cards = "".join(
        f'<div class="card"><dt>{title}</dt><dd>{percent(evaluation.figures[name])}</dd>'
        f"<p>{meaning}</p></div>"
        for name, (title, meaning) in MEANINGS.items()
    )
    return f'<dl class="cards">{cards}</dl>'


def _plots(evaluation: Evaluation) -> str:
    figures = (
        _figure("What callers meet over thresholds", threshold_plot(evaluation), _bands(), "wide"),
        _figure("Is a score a probability?", reliability_plot(evaluation), _reliability()),
        _figure("Where scores lie", score_plot(evaluation), _scores()),
    )
    return f'<div class="plots">{"".join(figures)}</div>'


def _figure(title: str, drawn: str, legend: Iterable[tuple[str, str]], style: str = "") -> str:
    keys = "".join(
        f'<li><span class="key {name}"></span>{meaning}</li>' for name, meaning in legend
    )
    return f'<figure class="{style}"><h2>{title}</h2>{drawn}<ul class="legend">{keys}</ul></figure>'


def _bands() -> Iterator[tuple[str, str]]:
    for name in BAND_NAMES:
        yield name, MEANINGS[name][0].lower()
    yield "recall", "out-of-scope recall"


def _reliability() -> Iterator[tuple[str, str]]:
    yield "measured", "measured, in bins of equally many (out of scope is never right)"
    yield "honest", "a score that keeps its promise"


def _scores() -> Iterator[tuple[str, str]]:
    yield "right", "in scope, best candidate right"
    yield "wrong", "in scope, another one best"
    yield "outside", "out of scope, drawn downward"


def _noise(evaluation: Evaluation) -> str:
    if not evaluation.noise:
        return ""
    rows = (("as said", evaluation.figures), *evaluation.noise)
    return _table(
        "Spoiled utterances",
        ["Noise", *(MEANINGS[name][0] for name in NOISE_FIGURES)],
        [[name, *(percent(spoiled[one]) for one in NOISE_FIGURES)] for name, spoiled in rows],
        numbers=range(1, 1 + len(NOISE_FIGURES)),
    )


def _confusions(evaluation: Evaluation) -> str:
    rows = [
        [
            *(one.expected or OUT_OF_SCOPE, one.found or "nothing"),
            *(str(one.count), str(one.answered), one.example),
        ]
        for one in evaluation.confusions[:MOST_CONFUSIONS]
    ]
    titles = ["Expected", "Found", "Times", "Answered", "Such as"]
    hidden = len(evaluation.confusions) - len(rows)
    title = f"What is mistaken for what{f' ({hidden} rarer pairs left out)' if hidden else ''}"
    return _table(title, titles, rows, numbers=(2, 3))


def _slowest(evaluation: Evaluation) -> str:
    rows = [
        [milliseconds(one.outcome.micros), one.outcome.best or "nothing", one.labelled.text]
        for one in evaluation.slowest
    ]
    return _table("Slowest", ["Took", "Found", "Utterance"], rows, numbers=(0,))


def _table(
    title: str, titles: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int]
) -> str:
    aligned = set(numbers)
    head = _row("th", titles, aligned)
    body = "".join(_row("td", row, aligned) for row in rows)
    return (
        f'<section><h2>{title}</h2><div class="scroll"><table><thead>{head}</thead>'
        f"<tbody>{body}</tbody></table></div></section>"
    )


def _row(tag: str, cells: Sequence[str], numbers: set[int]) -> str:
    told = "".join(
        f"<{tag}{_number(place in numbers)}>{escape(cell)}</{tag}>"
        for place, cell in enumerate(cells)
    )
    return f"<tr>{told}</tr>"


def _number(is_number: bool) -> str:
    return ' class="number"' if is_number else ""
