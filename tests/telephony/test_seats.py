"""A company's turns at once are counted in each process, and no other company's with them."""

from contextlib import ExitStack
from threading import Event, Thread
from uuid import UUID, uuid4

import pytest
from pytest_django.fixtures import Settings

from telephony.seats import (
    ALONE_SECONDS,
    LONGEST_SECONDS,
    PATIENCE_SECONDS,
    PAUSES,
    Seats,
    most_at_once,
)

OURS, THEIRS = uuid4(), uuid4()


class Time:
    """A time of our own, in which nothing passes but what is told or slept."""

    def __init__(self) -> None:
        self.now = 100.0
        self.seats = Seats(lambda: self.now, self.sleep, patience=PATIENCE_SECONDS)
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        """Note how long somebody waits."""
        self.slept.append(round(seconds, 3))
        self.now += seconds

    def answer(self, company_id: UUID, seconds: float) -> None:
        """Answer a turn of the company, which takes so long."""
        with self.seats.taken(company_id, 9):
            self.now += seconds


def test_a_company_has_so_many_seats_and_no_more() -> None:
    seats = Seats(patience=0)

    with ExitStack() as turns:
        free = [turns.enter_context(seats.taken(OURS, 2)) for _ in range(4)]

    assert free == [True, True, False, False]


def test_another_company_has_seats_of_its_own() -> None:
    seats = Seats()

    with seats.taken(OURS, 1), seats.taken(THEIRS, 1) as is_free:
        assert is_free


def test_a_seat_is_free_again_after_its_turn_even_one_that_broke() -> None:
    seats = Seats()

    with pytest.raises(ZeroDivisionError), seats.taken(OURS, 1):
        raise ZeroDivisionError
    with seats.taken(OURS, 1) as is_free:
        pass

    assert is_free


def test_who_finds_no_seat_leaves_none_behind() -> None:
    seats = Seats()

    with seats.taken(OURS, 1):
        with seats.taken(OURS, 1):
            pass
        with seats.taken(OURS, 1) as is_free:
            assert not is_free


def test_a_turn_that_was_stopped_on_its_way_out_holds_its_seat_for_a_while_only() -> None:
    now = [0.0]
    seats = Seats(lambda: now[0])
    seats.taken(OURS, 1).__enter__()
    now[0] = LONGEST_SECONDS

    with seats.taken(OURS, 1) as is_free:
        assert is_free


def test_a_turn_is_answered_after_the_one_before_it() -> None:
    seats, order, may_end = Seats(patience=60), list[str](), Event()
    first_is_in = Event()

    def first() -> None:
        with seats.taken(OURS, 2):
            first_is_in.set()
            may_end.wait(60)
            order.append("first")

    def second() -> None:
        with seats.taken(OURS, 2):
            order.append("second")

    threads = [Thread(target=first), Thread(target=second)]
    threads[0].start()
    first_is_in.wait(60)
    threads[1].start()
    with seats.taken(THEIRS, 1):
        order.append("another company's")
    may_end.set()
    for thread in threads:
        thread.join(60)

    assert order == ["another company's", "first", "second"]


def test_a_turn_does_not_wait_for_long_and_takes_no_floor_from_others() -> None:
    seats = Seats(patience=0)

    with seats.taken(OURS, 3):
        with seats.taken(OURS, 3) as is_free:
            assert is_free
        with seats.taken(OURS, 3) as is_free:
            assert is_free


def test_while_others_are_called_a_company_pauses_between_its_turns() -> None:
    time = Time()

    time.answer(THEIRS, 0.01)
    time.answer(OURS, 0.02)
    time.answer(OURS, 0.02)

    assert time.slept == [0.02 * PAUSES]


def test_nobody_pauses_for_another_companys_turns() -> None:
    time = Time()

    time.answer(OURS, 0.02)
    time.answer(THEIRS, 0.02)

    assert time.slept == []


def test_a_pause_is_over_after_its_time() -> None:
    time = Time()

    time.answer(THEIRS, 0.01)
    time.answer(OURS, 0.02)
    time.now += 0.02 * PAUSES
    time.answer(OURS, 0.02)

    assert time.slept == []


def test_nobody_pauses_for_longer_than_he_is_patient() -> None:
    time = Time()

    time.answer(THEIRS, 0.01)
    time.answer(OURS, ALONE_SECONDS / 2)
    time.answer(OURS, 0.02)

    assert time.slept == [PATIENCE_SECONDS]


def test_a_company_that_is_called_alone_does_not_pause() -> None:
    time = Time()
    time.answer(THEIRS, 0.01)

    time.answer(OURS, ALONE_SECONDS)
    time.answer(OURS, 0.02)

    assert time.slept == []


def test_a_turn_that_is_stopped_while_it_pauses_leaves_its_seat_and_the_floor() -> None:
    time = Time()
    time.answer(THEIRS, 0.01)
    time.answer(OURS, 0.02)

    def stopped(seconds: float) -> None:
        raise SystemExit

    time.seats._sleep = stopped
    with pytest.raises(SystemExit):
        time.answer(OURS, 0.02)

    row = time.seats._rows.get(OURS)
    assert row is None or (not row.turns and not row.floor.locked())


def test_a_turn_that_broke_leaves_the_floor() -> None:
    seats = Seats(patience=60)

    with pytest.raises(ZeroDivisionError), seats.taken(OURS, 2):
        raise ZeroDivisionError
    with seats.taken(OURS, 2) as is_free:
        assert is_free


@pytest.mark.parametrize(
    ("threads", "share", "new", "going_on"),
    [(4, 2, 2, 3), (4, 3, 3, 3), (4, 9, 9, 9), (2, 1, 1, 1), (1, 1, 1, 1)],
)
def test_a_call_that_goes_on_finds_a_seat_where_a_new_one_does_not(
    threads: int, share: int, new: int, going_on: int, settings: Settings
) -> None:
    settings.THREADS, settings.TURNS_AT_ONCE_PER_COMPANY = threads, share

    assert (most_at_once(0), most_at_once(1)) == (new, going_on)
