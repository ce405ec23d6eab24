"""How well the bundled brains understand callers that their authors have not met."""

import json
from pathlib import Path
from typing import Any

from matching.engine import Catalog, build_index
from matching.evaluation.labelled import Labelled, read_labelled
from matching.evaluation.metrics import accuracy, figures, latency
from matching.evaluation.noise import spoil_all
from matching.evaluation.outcomes import Judged, answer_with, judge
from templates_brain.cloning import find_version
from templates_brain.linting import catalog_of

DATA = Path(__file__).resolve().parents[1] / "data"
CALLERS = DATA / "callers.jsonl"
TRADES = ("plumbing", "hvac", "electrical")
SEED = 1
NAMES = {
    "callers_accuracy": "accuracy",
    "callers_right": "right",
    "callers_confirm": "confirm_right",
    "callers_fallback": "fallback",
    "callers_confirm_wrong": "confirm_wrong",
    "callers_wrong": "wrong",
    "callers_precision": "precision",
    "callers_oos_recall": "oos_recall",
    "callers_auroc": "auroc",
    "callers_right_at_90": "right_at_90",
    "callers_ece": "calibration_error",
    "callers_two_in_one": "two_in_one",
}
"""What `make bench` calls each figure of an evaluation."""


def matching_figures() -> dict[str, float]:
    """Return the callers' figures, each trade's asked of its own brain, and a decision's time."""
    callers = read_labelled(CALLERS.read_bytes().splitlines())
    clean, noisy = _judged(callers), _judged(spoil_all(callers, SEED))
    found, micros = figures(clean), latency(clean)
    return {
        **{name: found[figure] for name, figure in NAMES.items()},
        "callers_accuracy_noisy": accuracy(noisy),
        **question_figures(),
        "matching_p50_us": micros["p50"],
        "matching_p99_us": micros["p99"],
    }


def question_figures() -> dict[str, float]:
    """Return what callers of companies with few questions of their own met, and nothing else."""
    pools = json.loads((DATA / "question_pools.json").read_text(encoding="utf-8"))
    callers = read_labelled((DATA / "questions.jsonl").read_bytes().splitlines())
    judged = [one for name, qnas in pools.items() for one in _asked(name, qnas, callers)]
    found = figures(judged)
    return {
        "questions_precision": found["precision"],
        "questions_right": found["right"] + found["confirm_right"],
        "questions_oos_recall": found["oos_recall"],
        "questions_auroc": found["auroc"],
    }


def _asked(name: str, qnas: list[dict[str, Any]], callers: list[Labelled]) -> list[Judged]:
    answer = answer_with(build_index(Catalog.from_document({"qnas": qnas})))
    return judge([one for one in callers if one.trade == name], answer)


def _judged(callers: list[Labelled]) -> list[Judged]:
    return [one for trade in TRADES for one in _judged_by(trade, callers)]


def _judged_by(trade: str, callers: list[Labelled]) -> list[Judged]:
    catalog = Catalog.from_document(catalog_of(find_version(trade).content))
    answer = answer_with(build_index(catalog))
    return judge([one for one in callers if one.trade == trade], answer)
