"""How many turns of one company a process answers at once, so that others' calls find room.

Of those that have a seat one is answered after another, and while other companies are called, with
pauses: a flood of calls takes up a share of a process, and not all of it.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from django.conf import settings

LONGEST_SECONDS = 15.0
"""Nobody waits longer for a turn: what seems to last longer was stopped on its way out."""

PATIENCE_SECONDS = 0.25
"""How long a turn waits for those before it: no caller shall hear that another's is slow."""

PAUSES = 3.0
"""How many times as long as a turn took others come first; what is left is a quarter."""

ALONE_SECONDS = 1.0
"""After so long without a turn of another company there is nobody to pause for."""


@dataclass(slots=True)
class _Row:
    """A company's turns, by when they began; who holds the floor is answered from `free_at` on."""

    turns: list[float] = field(default_factory=list)
    floor: Lock = field(default_factory=Lock)
    free_at: float = 0.0


class Seats:
    """The turns of each company that are being answered, or will be next."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._clock, self._sleep, self._patience = clock, sleep, patience
        self._guard = Lock()
        self._rows: dict[UUID, _Row] = {}
        self._latest: tuple[UUID | None, float] = None, 0.0

    @contextmanager
    def taken(self, company_id: UUID, most: int) -> Iterator[bool]:
        """Take one of the company's seats for the block; false where all of them are taken.

        The block begins once it is the turn's time, or once it has waited long enough.
        """
        came = self._clock()
        row = self._take(company_id, came, most)
        if row is None:
            yield False
            return
        has_floor, began = False, came
        try:
            has_floor = row.floor.acquire(timeout=self._patience)
            self._let_others_come_first(company_id, row, came)
            began = self._clock()
            yield True
        finally:
            ended = self._clock()
            row.free_at = ended + PAUSES * (ended - began)
            if has_floor:
                row.floor.release()
            self._leave(row, came)

    def _take(self, company_id: UUID, now: float, most: int) -> _Row | None:
        with self._guard:
            if self._latest[0] != company_id:
                self._latest = company_id, now
            row = self._rows.setdefault(company_id, _Row())
            row.turns = [at for at in row.turns if now - at < LONGEST_SECONDS]
            if len(row.turns) >= most:
                return None
            row.turns.append(now)
            return row

    def _let_others_come_first(self, company_id: UUID, row: _Row, came: float) -> None:
        now = self._clock()
        latest, since = self._latest
        is_alone = latest == company_id and now - since >= ALONE_SECONDS
        seconds = min(row.free_at, came + self._patience) - now
        if seconds > 0 and not is_alone:
            self._sleep(seconds)

    def _leave(self, row: _Row, came: float) -> None:
        """Give the seat back, and forget who has had none for a while."""
        with self._guard:
            if came in row.turns:
                row.turns.remove(came)
            now = self._clock()
            self._rows = {
                company_id: one
                for company_id, one in self._rows.items()
                if one.turns or one.free_at > now
            }


seats = Seats()


def most_at_once(index: int) -> int:
    """Return how many turns a company may have at once: one more where a call is going on."""
    most: int = settings.TURNS_AT_ONCE_PER_COMPANY
    return max(most, min(most + 1, settings.THREADS - 1)) if index else most
