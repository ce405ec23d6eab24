"""A company with few questions answers those who ask them, and leaves most others alone."""

import json
from collections import Counter
from pathlib import Path

from matching.evaluation.labelled import read_labelled
from tests.bench.matching import question_figures

DATA = Path("tests/data")
POOLS = json.loads((DATA / "question_pools.json").read_bytes())
CALLERS = read_labelled((DATA / "questions.jsonl").read_bytes().splitlines())


def test_callers_ask_for_what_the_company_they_called_answers_or_for_nothing() -> None:
    asked = {(one.trade, *one.expects) for one in CALLERS if one.is_in_scope}

    assert asked == {(name, one["id"]) for name, qnas in POOLS.items() for one in qnas}
    assert {one.trade for one in CALLERS} == {*POOLS}


def test_most_callers_ask_for_what_the_company_does_not_answer() -> None:
    scopes = Counter(one.is_in_scope for one in CALLERS)

    assert len(POOLS) == 12
    assert {len(qnas) for qnas in POOLS.values()} <= set(range(1, 9))
    assert scopes[True] > 80
    assert scopes[False] > 150


def test_small_pools_answer_the_right_and_refuse_the_rest() -> None:
    found = question_figures()

    assert found["questions_precision"] > 0.74
    assert found["questions_right"] > 0.62
    assert found["questions_oos_recall"] > 0.85
    assert found["questions_auroc"] > 0.88
