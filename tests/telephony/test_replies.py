"""Which reply is given when: by weight, each before any again, and none that lacks a value."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.replies import MOST_TIMES, rotation, spoken_replies
from templates_brain.models import Scenario

weighted = st.lists(
    st.tuples(st.text(min_size=1, max_size=3), st.just(0.0) | st.floats(0.1, 50)),
    unique_by=lambda one: one[0],
    max_size=6,
)


@given(weighted)
def test_every_reply_with_a_weight_comes_before_any_comes_again(
    given: list[tuple[str, float]],
) -> None:
    spoken = {text for text, weight in given if weight > 0}

    one_round = rotation(given)

    assert set(one_round[: len(spoken)]) == set(one_round) == spoken


@given(weighted)
def test_the_heavier_comes_at_least_as_often_and_earlier(given: list[tuple[str, float]]) -> None:
    times = Counter(rotation(given))
    by_weight = [text for text, weight in sorted(given, key=lambda one: -one[1]) if weight > 0]

    assert [times[text] for text in by_weight] == sorted(times.values(), reverse=True)
    assert list(rotation(given)[: len(by_weight)]) == by_weight
    assert max(times.values(), default=0) <= MOST_TIMES


@given(st.lists(st.text(min_size=1), unique=True), st.floats(0.1, 9))
def test_equal_weights_are_the_order_as_written(texts: list[str], weight: float) -> None:
    assert list(rotation([(text, weight) for text in texts])) == texts


@pytest.mark.parametrize(
    ("weights", "round_"),
    [
        ({}, "abc"),
        ({"b": 2}, "bacb"),
        ({"a": 0}, "bc"),
        ({"a": 3, "b": 1, "c": 0}, "abaa"),
        ({"a": 0.5, "b": 0.5, "c": 1}, "cabc"),
        ({"a": 0, "b": 0, "c": 0}, ""),
        ({"no reply": 5}, "abc"),
    ],
)
def test_a_round_by_weights(weights: dict[str, float], round_: str) -> None:
    scenario = Scenario(quick_replies=["a", "b", "c"], reply_weights=weights)

    assert "".join(spoken_replies(scenario, {})) == round_


def test_a_reply_that_lacks_its_value_has_no_turn() -> None:
    scenario = Scenario(quick_replies=["It is {price}.", "Ask us."], reply_weights={"Ask us.": 2})

    assert spoken_replies(scenario, {}) == ("Ask us.",)
    assert spoken_replies(scenario, {"price": "$125"}) == ("Ask us.", "It is $125.", "Ask us.")
