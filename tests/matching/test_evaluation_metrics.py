"""Figures come out as worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.evaluation.confusions import Confusion, confusions
from matching.evaluation.metrics import (
    Bands,
    accuracy,
    auroc,
    bands,
    bands_at,
    calibration,
    latency,
    right_when_rejecting,
    scope_auroc,
    two_in_one,
)
from tests.matching.evaluated import judged

DAY = [
    judged("book", 0.95, "book"),
    judged("book", 0.60, "book", confirm=True),
    judged("price", 0.90, "book", accepts=["price"]),
    judged("price", 0.85, "cancel"),
    judged("price", 0.55, "cancel", confirm=True),
    judged("hours", 0.30, "hours", kind="fallback"),
    judged("hours", 0.40, "price", kind="fallback"),
    judged("hours", 0.20, "price", kind="fallback"),
    judged("hours", 0.10, kind="fallback"),
    judged("hours", 0.70, confirm=True),
]
SCORES = st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), min_size=1)


def test_accuracy_is_of_the_first_candidate_in_scope_whatever_its_score() -> None:
    assert accuracy(DAY) == 4 / 8


def test_either_of_two_requests_makes_the_first_candidate_right() -> None:
    assert accuracy([judged("price", 0.9, "book", "price"), judged("x", 0.9, "book", "price")]) == (
        0.5
    )


def test_bands_are_shares_of_those_in_scope_and_recall_is_of_those_outside() -> None:
    assert bands(DAY) == Bands(
        right=2 / 8,
        confirm_right=1 / 8,
        wrong=1 / 8,
        confirm_wrong=1 / 8,
        fallback=3 / 8,
        oos_recall=1 / 2,
        oos_confirmed=1 / 2,
        precision=3 / 6,
        sure_precision=2 / 3,
    )


def test_bands_at_the_thresholds_that_decided_are_the_decided_ones() -> None:
    assert bands_at(DAY, threshold=0.5, sure=0.8) == bands(DAY)


def test_a_lower_threshold_answers_what_fell_back() -> None:
    at = bands_at(DAY, threshold=0.25, sure=0.5)

    assert (at.right, at.confirm_right) == (3 / 8, 1 / 8)
    assert (at.wrong, at.confirm_wrong, at.fallback) == (2 / 8, 1 / 8, 1 / 8)


@given(st.floats(0, 1), st.floats(0, 1))
def test_bands_in_scope_sum_to_one(threshold: float, sure: float) -> None:
    at = bands_at(DAY, threshold, sure)

    assert at.right + at.confirm_right + at.wrong + at.confirm_wrong + at.fallback == (
        pytest.approx(1)
    )


@pytest.mark.parametrize(
    ("inside", "outside", "expected"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.9, 0.5, 0.3], [0.5, 0.1], (2 + 1.5 + 1) / 6),
        ([], [0.5], 0.0),
        ([0.5], [], 0.0),
    ],
)
def test_auroc_by_hand(inside: list[float], outside: list[float], expected: float) -> None:
    assert auroc(inside, outside) == pytest.approx(expected)


@given(SCORES, SCORES)
def test_auroc_counts_pairs(inside: list[float], outside: list[float]) -> None:
    wins = sum((high > low) + (high == low) / 2 for high in inside for low in outside)

    assert auroc(inside, outside) == pytest.approx(wins / (len(inside) * len(outside)))


def test_auroc_of_a_day_is_of_its_scores_in_and_out_of_scope() -> None:
    assert scope_auroc(DAY) == pytest.approx((8 + 3) / 16)


def test_right_when_rejecting_needs_a_score_above_the_rejected_share() -> None:
    outside = [judged("x", place / 10) for place in range(10)]
    inside = [judged("book", 0.80, "book"), judged("book", 0.81, "book"), judged("x", 0.9, "book")]

    assert right_when_rejecting([*outside, *inside], share=0.9) == 1 / 3
    assert right_when_rejecting([*outside, *inside], share=0.8) == 2 / 3


def test_nothing_out_of_scope_rejects_nothing() -> None:
    assert right_when_rejecting([judged("book", 0.0, "book")]) == 1


def test_calibration_by_hand() -> None:
    day = [
        judged("book", 0.1, "price"),
        judged("book", 0.3, "book"),
        judged("book", 0.8, "book"),
        judged("book", 1.0),
    ]

    found = calibration(day, bins=2)

    assert [(point.score, point.right, point.count) for point in found.points] == [
        (pytest.approx(0.2), 0.5, 2),
        (pytest.approx(0.9), 0.5, 2),
    ]
    assert found.error == pytest.approx((0.3 * 2 + 0.4 * 2) / 4)


def test_bins_hold_equally_many() -> None:
    day = [judged("book", place / 100, "book") for place in range(25)]

    assert {point.count for point in calibration(day).points} <= {2, 3}
    assert sum(point.count for point in calibration(day).points) == 25


@given(st.permutations([(0.5, True), (0.5, False), (0.5, True), (0.9, True), (0.1, False)]))
def test_calibration_knows_no_order(pairs: list[tuple[float, bool]]) -> None:
    day = [judged("book", score, "book" if is_right else "price") for score, is_right in pairs]

    assert calibration(day, bins=3).error == pytest.approx(
        (abs(0.3 - (0 + 2 / 3) / 2) * 2 + abs(0.5 - 2 / 3) * 1 + abs(0.7 - (2 / 3 + 1) / 2) * 2) / 5
    )


def test_a_perfect_oracle_has_no_calibration_error() -> None:
    assert calibration([judged("a", 1.0, "a"), judged("a", 0.0, "b")]).error == 0


def test_two_in_one_needs_both_in_order() -> None:
    both = [
        judged("book", 0.9, "book", "price", also=("price",)),
        judged("price", 0.9, "book", "price", also=("book",)),
        judged("book", 0.9, "book", "price"),
        judged("book", 0.2, "book", "price", also=("price",), kind="fallback"),
        judged("book", 0.9, "book"),
    ]

    assert two_in_one(both) == 1 / 4


def test_confusions_by_count_with_how_many_were_answered() -> None:
    assert confusions(DAY) == [
        Confusion("cancel", "price", count=2, answered=2, example="so"),
        Confusion("price", "hours", count=2, answered=0, example="so"),
        Confusion(None, "hours", count=1, answered=1, example="so"),
    ]


def test_latency_gives_percentiles() -> None:
    day = [judged("book", 1, "book", micros=float(place)) for place in range(101)]

    assert latency(day) == {"p50": 50, "p90": 90, "p99": 99, "max": 100}


def test_nothing_to_evaluate_gives_zeroes() -> None:
    assert accuracy([]) == scope_auroc([]) == calibration([]).error == two_in_one([]) == 0
    assert latency([])["max"] == bands([]).precision == right_when_rejecting([]) == 0
