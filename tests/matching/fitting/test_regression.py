"""The regression finds the weights that data was made with, and keeps to its bounds."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.fitting.regression import fit_logistic

Array = npt.NDArray[np.float64]
FREE = (np.full(3, -np.inf), np.full(3, np.inf))
BOUNDS = st.sampled_from([(-np.inf, np.inf), (0.0, np.inf), (-np.inf, 0.0), (-0.3, 0.3)])
TRUE = np.array([2.0, -1.0, 0.0])


def made_up(seed: int, rows: int, intercept: float = 0.5) -> tuple[Array, Array]:
    """Return features and which are right, drawn by the true weights."""
    chance = np.random.default_rng(seed)
    features = chance.normal(size=(rows, 3)) * [1.0, 2.0, 0.5] + [0.0, 3.0, -1.0]
    logits = intercept + features @ TRUE
    return features, (chance.random(rows) < 1 / (1 + np.exp(-logits))).astype(float)


def test_the_weights_that_made_the_data_are_found() -> None:
    features, is_right = made_up(1, 20_000)

    intercept, slopes = fit_logistic(features, is_right, np.ones(20_000), 0.0, *FREE)

    assert slopes == pytest.approx(TRUE, abs=0.12)
    assert intercept == pytest.approx(0.5, abs=0.25)


@settings(max_examples=20)
@given(st.integers(0, 1_000), st.lists(BOUNDS, min_size=3, max_size=3))
def test_a_weight_keeps_its_bounds(seed: int, bounds: list[tuple[float, float]]) -> None:
    features, is_right = made_up(seed, 200)
    least, most = np.array(bounds).T

    _, slopes = fit_logistic(features, is_right, np.ones(200), 1.0, least, most)

    assert (slopes >= least - 1e-9).all()
    assert (slopes <= most + 1e-9).all()


def test_a_weight_that_may_only_be_positive_is_0_where_the_data_says_otherwise() -> None:
    features, is_right = made_up(2, 2_000)

    _, free = fit_logistic(features, is_right, np.ones(2_000), 1.0, *FREE)
    _, held = fit_logistic(features, is_right, np.ones(2_000), 1.0, np.zeros(3), FREE[1])

    assert free[1] < 0
    assert held[1] == 0
    assert held[0] > 0


def test_a_penalty_makes_weights_smaller() -> None:
    features, is_right = made_up(3, 500)

    _, loose = fit_logistic(features, is_right, np.ones(500), 0.0, *FREE)
    _, tight = fit_logistic(features, is_right, np.ones(500), 500.0, *FREE)

    assert abs(tight[0]) < abs(loose[0])
    assert abs(tight[1]) < abs(loose[1])


def test_an_example_of_double_weight_counts_as_two() -> None:
    features, is_right = made_up(4, 300)
    twice = np.concatenate([features, features[:100]]), np.concatenate([is_right, is_right[:100]])
    weights = np.where(np.arange(300) < 100, 2.0, 1.0)

    weighted = fit_logistic(features, is_right, weights, 0.0, *FREE)
    doubled = fit_logistic(*twice, np.ones(400), 0.0, *FREE)

    assert weighted[1] == pytest.approx(doubled[1], abs=1e-6)
    assert weighted[0] == pytest.approx(doubled[0], abs=1e-6)


def test_a_feature_that_never_varies_breaks_nothing() -> None:
    features, is_right = made_up(5, 500)
    features[:, 2] = 7.0

    intercept, slopes = fit_logistic(features, is_right, np.ones(500), 1.0, *FREE)

    assert np.isfinite([intercept, *slopes]).all()
    assert slopes[0] == pytest.approx(2, abs=0.7)
