"""After three failures in a row none is tried for 30 seconds: of that company's."""

from uuid import UUID

import pytest

from telephony.synthesis import breaker as module
from telephony.synthesis.breaker import REST_SECONDS, Breaker

OURS, THEIRS = UUID(int=1), UUID(int=2)


class Clock:
    """A clock that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        """Return the moment."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock that the breaker reads."""
    clock = Clock()
    monkeypatch.setattr(module, "monotonic", clock)
    return clock


@pytest.fixture
def resting(clock: Clock) -> Breaker:
    """Return a breaker after three failures of ours."""
    breaker = Breaker()
    breaker.failed(OURS)
    breaker.failed(OURS)
    breaker.failed(OURS)
    return breaker


def test_two_failures_are_bad_luck(clock: Clock) -> None:
    breaker = Breaker()
    breaker.failed(OURS)
    breaker.failed(OURS)

    assert breaker.lets_try(OURS)


def test_after_three_none_is_tried_for_a_while_and_then_one(resting: Breaker, clock: Clock) -> None:
    clock.now = REST_SECONDS - 1
    early = resting.lets_try(OURS)
    clock.now = REST_SECONDS
    tries = [resting.lets_try(OURS), resting.lets_try(OURS)]

    assert (early, tries) == (False, [True, False])


def test_a_try_that_fails_begins_another_rest_and_one_that_succeeds_ends_it(
    resting: Breaker, clock: Clock
) -> None:
    clock.now = REST_SECONDS
    resting.failed(OURS)
    still_resting = resting.lets_try(OURS)
    resting.succeeded(OURS)

    assert (still_resting, resting.lets_try(OURS)) == (False, True)


def test_a_success_in_between_begins_the_count_anew(clock: Clock) -> None:
    breaker = Breaker()
    breaker.failed(OURS)
    breaker.failed(OURS)
    breaker.succeeded(OURS)
    breaker.failed(OURS)

    assert breaker.lets_try(OURS)


def test_one_companys_failures_are_no_others(resting: Breaker) -> None:
    assert resting.lets_try(THEIRS)
