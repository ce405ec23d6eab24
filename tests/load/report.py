"""A run as a person reads it: a table, the figures as JSON, and a plot over time."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from tests.load.findings import WRONG, Figures
from tests.load.running import Met

COLUMNS = {
    "turns": "turns",
    "answered_percent": "answered %",
    "before_p50_ms": "p50 before",
    "before_p99_ms": "p99 before",
    "during_p50_ms": "p50",
    "during_p99_ms": "p99",
    "during_worst_ms": "worst",
    "failed_deliveries": "failed",
    "from_memory": "memory",
    "put_off": "put off",
    "lost": "lost",
    "changed": "changed",
    "doubled": "doubled",
    "foreign": "foreign",
    "nameless": "nameless",
    "invalid": "invalid",
    "statuses_lost": "statuses",
}
"""What the table of faults shows; times are in milliseconds, the bare ones during the fault."""

ANSWERED, UNANSWERED, FAULT = "#1f77b4", "#d62728", "#ffcc80"
WIDE = 3


def list_figures(figures: Figures) -> str:
    """Return one figure a line."""
    return "\n".join(
        f"  {name:<26}{value:>12}{'   must be 0' if name in WRONG else ''}"
        for name, value in figures.items()
    )


def table(runs: Mapping[str, Figures]) -> str:
    """Return a table with a line for each fault."""
    head = ["", *COLUMNS.values()]
    lines = [
        [name, *(_cell(figures.get(key)) for key in COLUMNS)] for name, figures in runs.items()
    ]
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) if not place else cell.rjust(width)
                  for place, (cell, width) in enumerate(zip(line, widths, strict=True)))
        for line in (head, *lines)
    )  # fmt: skip


def keep(path: Path, figures: object) -> None:
    """Write figures as JSON."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(figures, indent=2) + "\n")


def plot(path: Path, runs: Mapping[str, Met]) -> None:
    """Draw how long each caller waited, over the time at which he asked, a panel a run."""
    rows = -(-len(runs) // WIDE)
    columns = min(WIDE, len(runs))
    size = (4.2 * columns, 2.2 * rows + 0.6) if len(runs) > 1 else (8.0, 3.6)
    figure, panels = plt.subplots(rows, columns, figsize=size, squeeze=False, sharey=True)
    for panel in panels.flat[len(runs) :]:
        panel.set_visible(False)
    for panel, (name, met) in zip(panels.flat, runs.items(), strict=False):
        _draw(panel, name, met)
    figure.supxlabel("seconds", fontsize=9)
    figure.supylabel("milliseconds a turn", fontsize=9)
    figure.tight_layout()
    figure.savefig(path, dpi=80)
    plt.close(figure)


def _draw(panel: Axes, name: str, met: Met) -> None:
    if met.span:
        panel.axvspan(*met.span, color=FAULT, alpha=0.5, lw=0)
    for color, is_answered in ((ANSWERED, True), (UNANSWERED, False)):
        turns = [turn for turn in met.log.turns if (turn.body is not None) == is_answered]
        times = [turn.milliseconds for turn in turns]
        panel.scatter([turn.at for turn in turns], times, s=7, color=color, lw=0, alpha=0.6)
    panel.set_yscale("log")
    panel.set_title(name, fontsize=9)
    panel.tick_params(labelsize=7)
    panel.grid(visible=True, alpha=0.3)


def _cell(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def wrongs(figures: Figures) -> Sequence[str]:
    """Return the names of the figures that should be 0 and are not."""
    return [name for name in WRONG if figures[name]]
