"""How long a process waits for a PostgreSQL that says nothing: one that hangs is as good as gone.

The server's own `statement_timeout` does not help there, nor do keepalives: its kernel still
answers for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from typing import Any, Self, TypeVar

import psycopg
from psycopg.abc import PQGen

T = TypeVar("T")

SERVING_SECONDS = 3.0
"""How long a statement of a process that serves may leave it without a word."""

STATEMENT_MS = 2_500
"""After so long PostgreSQL itself gives up on a statement of such a process."""


@dataclass(slots=True)
class Patience:
    """How many seconds of silence are left to be borne."""

    seconds: float


_patience: ContextVar[Patience | None] = ContextVar("tenants_patience", default=None)
_is_serving = False


def serve_from_now_on() -> None:
    """Let no statement of this process take long; commands, migrations, tests take their time."""
    global _is_serving
    _is_serving = True


def is_serving() -> bool:
    """Return whether this process is one that serves."""
    return _is_serving


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[None]:
    """Let a process that serves wait only so long in the block, for all its statements together."""
    token = _patience.set(Patience(seconds))
    try:
        yield
    finally:
        _patience.reset(token)


class PatientConnection(psycopg.Connection[Any]):
    """A connection that is given up once its server has been silent for too long.

    Django sees an `OperationalError`, as it does where a server is gone.
    """

    @classmethod
    def connect(cls, conninfo: str = "", **facts: Any) -> Self:
        """Return a new connection."""
        if _is_serving:
            own = facts.get("options", "")
            facts["options"] = f"-c statement_timeout={STATEMENT_MS} {own}".strip()
        return super().connect(conninfo, **facts)

    def wait(self, gen: PQGen[T], *args: Any, **facts: Any) -> T:
        """Return what the server answers, or close and raise."""
        if not _is_serving:
            return super().wait(gen, *args, **facts)
        patience = _patience.get() or Patience(SERVING_SECONDS)
        started = monotonic()
        try:
            return super().wait(_heard_by(started + patience.seconds, gen), *args, **facts)
        except TimeoutError as silence:
            self.close()
            raise psycopg.OperationalError("The database says nothing.") from silence
        finally:
            patience.seconds -= monotonic() - started


def _heard_by(deadline: float, gen: PQGen[T]) -> PQGen[T]:
    """Go on as `gen` does, or raise `TimeoutError` in a silence after the deadline.

    An answer that is there is read, however late: the silence may have been this process's own.
    """
    try:
        waits_for = next(gen)
        while True:
            ready = yield waits_for
            if not ready and monotonic() > deadline:
                raise TimeoutError
            waits_for = gen.send(ready)
    except StopIteration as end:
        value: T = end.value
        return value
