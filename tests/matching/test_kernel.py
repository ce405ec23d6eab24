"""A text's strength is about 1 for the entry whose phrase it is, and low for the others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import kernel
from matching.engine.encoders.protocol import Floats, unit_rows
from matching.engine.kernel import blend, choose_landmarks, solve, solve_by_landmarks

SEEDS = st.integers(min_value=0, max_value=2**32 - 1)
COSINES = st.floats(min_value=-1, max_value=1, width=32)
OWNERS = st.lists(st.integers(min_value=0, max_value=6), min_size=1, max_size=60).map(sorted)


def likeness(seed: int, phrases: int) -> Floats:
    """Return the likeness of made-up phrases, each with each."""
    rows = unit_rows(np.random.default_rng(seed).normal(size=(phrases, 24)).astype(np.float32))
    return blend(rows @ rows.T, rows @ rows.T)


@given(COSINES, COSINES)
def test_a_likeness_is_from_0_to_1(lexical: float, semantic: float) -> None:
    alike = blend(np.float32([lexical]), np.float32([semantic]))[0]

    assert 0 <= alike <= 1


@given(COSINES, COSINES, COSINES)
def test_a_likeness_never_falls_as_a_cosine_rises(one: float, other: float, third: float) -> None:
    low, high = np.float32([min(one, other)]), np.float32([max(one, other)])
    fixed = np.float32([third])

    assert blend(low, fixed) <= blend(high, fixed)
    assert blend(fixed, low) <= blend(fixed, high)


def test_texts_that_are_the_same_have_a_likeness_of_1() -> None:
    assert blend(np.float32([1]), np.float32([1]))[0] == pytest.approx(1)


@given(SEEDS)
def test_each_phrase_is_strongest_for_its_own_entry(seed: int) -> None:
    owners = np.repeat(np.arange(4), 3)
    alike = likeness(seed, len(owners))

    strengths = solve(alike, owners, 4).strengths(alike)

    assert strengths.argmax(axis=1).tolist() == owners.tolist()
    assert strengths.max(axis=1) == pytest.approx(1, abs=0.2)
    assert np.sort(strengths, axis=1)[:, -2].max() < 0.2


@given(SEEDS)
def test_landmarks_that_are_all_phrases_solve_the_same(seed: int) -> None:
    owners = np.repeat(np.arange(4), [1, 2, 3, 6])
    alike = likeness(seed, len(owners))

    whole = solve(alike, owners, 4).strengths(alike)
    landmarks = np.arange(len(owners))
    spread = solve_by_landmarks(alike, landmarks, owners, 4).strengths(alike)

    np.testing.assert_allclose(spread, whole, atol=1e-3)


@pytest.mark.parametrize(("said", "owner"), [(1, 0), (6, 1), (11, 2)])
def test_some_landmarks_still_tell_entries_apart(said: int, owner: int) -> None:
    owners = np.repeat(np.arange(3), 4)
    rows = unit_rows(np.repeat(np.eye(3, dtype=np.float32), 4, axis=0) + np.float32(0.02))
    alike = blend(rows @ rows.T, rows @ rows.T)
    landmarks = np.array([0, 4, 8])

    solution = solve_by_landmarks(alike[landmarks], landmarks, owners, 3)

    assert int(solution.strengths(alike[said]).argmax()) == owner


@given(OWNERS, st.integers(min_value=1, max_value=20))
def test_landmarks_are_bounded_and_spread_over_the_entries(owners: list[int], most: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kernel, "MOST_LANDMARKS", most)
        chosen = choose_landmarks(np.array(owners))

    has = np.bincount(owners, minlength=7)
    taken = np.bincount(np.array(owners)[chosen], minlength=7)
    assert len({*chosen.tolist()}) == min(most, len(owners))
    assert (taken >= np.minimum(has, taken.max() - 1)).all()


def test_an_entry_gives_its_first_phrases() -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kernel, "MOST_LANDMARKS", 4)
        chosen = choose_landmarks(np.array([0, 0, 0, 0, 1, 1, 1]))

    assert chosen.tolist() == [0, 1, 4, 5]


def test_an_entry_of_one_phrase_holds_its_own_beside_one_of_many() -> None:
    owners = np.array([0, *[1] * 20])
    alike = likeness(7, len(owners))

    strengths = solve(alike, owners, 2).strengths(alike)

    assert strengths[0, 0] > strengths[0, 1]
