"""Breakers: a server that has just failed is left alone for a while, instead of waited for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging import getLogger
from threading import Lock
from time import monotonic

from django.db import DatabaseError, InterfaceError
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import TimeoutError as NoAnswer

from tenants.gauges import AWAY

logger = getLogger(__name__)

REST_SECONDS = 5.0


class Resting(Exception):
    """The server has just failed, and is not asked."""


class Breaker:
    """Lets everybody ask a server until it fails; then one every `rest_seconds`, until it answers.

    It holds no lock while the server is asked: threads would wait for each other's answers.
    """

    def __init__(
        self,
        server: str,
        faults: tuple[type[Exception], ...],
        rest_seconds: float = REST_SECONDS,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._server = server
        self._faults = faults
        self._rest_seconds = rest_seconds
        self._clock = clock
        self._guard = Lock()
        self._rests_until: float | None = None

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Ask in the block, or raise `Resting`; whatever else is raised there goes on."""
        if not self._may_ask():
            raise Resting
        try:
            yield
        except self._faults:
            self._open()
            raise
        except Exception:
            self.close()
            raise
        self.close()

    def close(self) -> None:
        """Let everybody ask."""
        with self._guard:
            was_open, self._rests_until = self._rests_until is not None, None
        if was_open:
            AWAY.labels(self._server).set(0)
            logger.info("server_back", extra={"server": self._server})

    def is_resting(self) -> bool:
        """Return whether nobody would be let through now."""
        until = self._rests_until
        return until is not None and self._clock() < until

    def _may_ask(self) -> bool:
        """Return whether to ask; who asks while it is open does so for all others."""
        with self._guard:
            now = self._clock()
            if self._rests_until is None:
                return True
            if now < self._rests_until:
                return False
            self._rests_until = now + self._rest_seconds
            return True

    def _open(self) -> None:
        with self._guard:
            self._rests_until = self._clock() + self._rest_seconds
        AWAY.labels(self._server).set(1)
        logger.warning("server_away", extra={"server": self._server})


redis = Breaker("redis", (NoConnection, NoAnswer))
"""Before this process's Redis, whatever it is asked for."""

replica = Breaker("replica", (DatabaseError, InterfaceError))
"""Before the read replica."""
