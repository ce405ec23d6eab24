"""How many turns of one company a process answers at once, so that others' calls find a thread."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from uuid import UUID

from django.conf import settings

LONGEST_SECONDS = 15.0
"""Nobody waits longer for a turn: what seems to last longer was stopped on its way out."""


class Seats:
    """The turns of each company that are being answered, by when they began."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._guard = Lock()
        self._taken: defaultdict[UUID, list[float]] = defaultdict(list)

    @contextmanager
    def taken(self, company_id: UUID, most: int) -> Iterator[bool]:
        """Take one of the company's seats for the block; false where all of them are taken."""
        began = self._clock()
        with self._guard:
            turns = [at for at in self._taken[company_id] if began - at < LONGEST_SECONDS]
            is_free = len(turns) < most
            self._taken[company_id] = [*turns, began] if is_free else turns
        try:
            yield is_free
        finally:
            if is_free:
                self._leave(company_id, began)

    def _leave(self, company_id: UUID, began: float) -> None:
        with self._guard:
            turns = self._taken[company_id]
            if began in turns:
                turns.remove(began)
            if not turns:
                del self._taken[company_id]


seats = Seats()


def most_at_once(index: int) -> int:
    """Return how many turns a company may have at once: one more where a call is going on."""
    most: int = settings.TURNS_AT_ONCE_PER_COMPANY
    return max(most, min(most + 1, settings.THREADS - 1)) if index else most
