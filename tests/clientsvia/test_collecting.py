"""What the collector of garbage looks through, and what it leaves alone."""

import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from clientsvia import collecting


class Thing:
    """Something that is part of a cycle."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def usual_collector() -> Iterator[None]:
    """Let the process of the tests collect as before; what was frozen stays so."""
    yield
    gc.callbacks.remove(collecting._freeze_survivors)


def test_what_survives_a_full_collection_is_not_looked_at_again() -> None:
    collecting.spare_what_stays()
    held = [Thing() for _ in range(collecting.MOST_SURVIVORS + 1)]

    gc.collect()

    assert not any(one is held[0] for one in gc.get_objects())


def test_few_survivors_are_looked_at_again() -> None:
    collecting.spare_what_stays()
    held = Thing()

    gc.collect()

    assert any(one is held for one in gc.get_objects(generation=2))


def test_garbage_is_still_collected() -> None:
    collecting.spare_what_stays()
    dropped = ref(Thing())

    gc.collect()

    assert dropped() is None


def test_it_is_told_once_however_often_a_process_begins() -> None:
    collecting.spare_what_stays()
    collecting.spare_what_stays()

    assert gc.callbacks.count(collecting._freeze_survivors) == 1
