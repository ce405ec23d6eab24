"""How many turns of one company a process answers at once, so that others' calls find room.

Of those that have a seat one is answered after another: threads of a process share a processor, and
a company's turns shall compete with another's as one, not as many.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from uuid import UUID

from django.conf import settings

LONGEST_SECONDS = 15.0
"""Nobody waits longer for a turn: what seems to last longer was stopped on its way out."""

PATIENCE_SECONDS = 0.25
"""How long a turn waits for the one before it: no caller shall hear that another's is slow."""


@dataclass(slots=True)
class _Row:
    """A company's turns, by when they began; who holds the floor is being answered."""

    turns: list[float] = field(default_factory=list)
    floor: Lock = field(default_factory=Lock)


class Seats:
    """The turns of each company that are being answered, or will be next."""

    def __init__(
        self, clock: Callable[[], float] = monotonic, patience: float = PATIENCE_SECONDS
    ) -> None:
        self._clock = clock
        self._patience = patience
        self._guard = Lock()
        self._rows: dict[UUID, _Row] = {}

    @contextmanager
    def taken(self, company_id: UUID, most: int) -> Iterator[bool]:
        """Take one of the company's seats for the block; false where all of them are taken.

        The block begins once the company's turn before it is over, or has taken long.
        """
        began = self._clock()
        row = self._take(company_id, began, most)
        if row is None:
            yield False
            return
        has_floor = row.floor.acquire(timeout=self._patience)
        try:
            yield True
        finally:
            if has_floor:
                row.floor.release()
            self._leave(company_id, row, began)

    def _take(self, company_id: UUID, began: float, most: int) -> _Row | None:
        with self._guard:
            row = self._rows.setdefault(company_id, _Row())
            row.turns = [at for at in row.turns if began - at < LONGEST_SECONDS]
            if len(row.turns) >= most:
                return None
            row.turns.append(began)
            return row

    def _leave(self, company_id: UUID, row: _Row, began: float) -> None:
        with self._guard:
            if began in row.turns:
                row.turns.remove(began)
            if not row.turns:
                self._rows.pop(company_id, None)


seats = Seats()


def most_at_once(index: int) -> int:
    """Return how many turns a company may have at once: one more where a call is going on."""
    most: int = settings.TURNS_AT_ONCE_PER_COMPANY
    return max(most, min(most + 1, settings.THREADS - 1)) if index else most
