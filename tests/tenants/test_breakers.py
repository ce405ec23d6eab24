"""A server that failed is left alone, and asked by one at a time until it answers."""

from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.breakers import Breaker, Resting


class Away(Exception):
    """The server does not answer."""


@dataclass
class Clock:
    """A clock that goes when it is told to."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    """Return the breaker's clock."""
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    """Return a breaker that rests for five seconds."""
    return Breaker("test", (Away,), rest_seconds=5.0, clock=clock)


def fail(breaker: Breaker) -> None:
    """Ask a server that is away."""
    with pytest.raises(Away), breaker.asking():
        raise Away


def is_asked(breaker: Breaker) -> bool:
    """Ask a server that answers; return whether it was asked."""
    with suppress(Resting), breaker.asking():
        return True
    return False


def test_a_server_that_answers_is_asked_every_time(breaker: Breaker) -> None:
    assert [is_asked(breaker) for _ in range(3)] == [True] * 3


def test_a_server_that_failed_is_left_alone_for_its_rest(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    at_once = is_asked(breaker)
    clock.seconds = 4.9
    before_the_end = is_asked(breaker)
    clock.seconds = 5.0

    assert (at_once, before_the_end, is_asked(breaker)) == (False, False, True)


def test_once_it_answers_everybody_asks_again(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    clock.seconds = 5.0
    is_asked(breaker)

    assert [is_asked(breaker) for _ in range(3)] == [True] * 3


def test_one_finds_out_for_all_whether_it_is_back(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    clock.seconds = 5.0

    with breaker.asking():
        meanwhile = is_asked(breaker)

    assert (meanwhile, is_asked(breaker)) == (False, True)


def test_a_server_that_fails_again_rests_again(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    clock.seconds = 5.0
    fail(breaker)
    clock.seconds = 9.9

    assert not is_asked(breaker)


def test_a_refusal_is_an_answer_too(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    clock.seconds = 5.0
    with pytest.raises(ValueError, match="refused"), breaker.asking():
        raise ValueError("refused")

    assert is_asked(breaker)


@given(st.lists(st.integers(0, 20), max_size=60))
def test_a_server_that_never_answers_is_asked_once_a_rest_however_often_one_wants_to(
    pauses: list[int],
) -> None:
    clock, asked_at = Clock(), []
    breaker = Breaker("test", (Away,), rest_seconds=5.0, clock=clock)

    for pause in pauses:
        clock.seconds += pause
        with suppress(Resting, Away), breaker.asking():
            asked_at.append(clock.seconds)
            raise Away

    assert all(later - at >= 5.0 for at, later in pairwise(asked_at))


def test_it_tells_that_it_rests_without_being_asked_for(breaker: Breaker, clock: Clock) -> None:
    before = breaker.is_resting()
    fail(breaker)
    at_once = breaker.is_resting()
    clock.seconds = 5.0

    assert (before, at_once, breaker.is_resting()) == (False, True, False)
    assert is_asked(breaker)
