"""Whether a database is away: found out by a thread, so that no caller waits for it."""

from collections.abc import Callable
from functools import partial
from logging import getLogger
from threading import Lock, Thread
from time import sleep

import psycopg
from django.db import connections

from tenants.gauges import AWAY
from tenants.patience import is_serving, waiting_at_most

logger = getLogger(__name__)

ANSWER_SECONDS = 1.0
PAUSE_SECONDS = 1.0


class Watch:
    """Asks a suspected database until it answers; it is away from the first time that it does not.

    A suspicion alone changes nothing: one connection that was lost, or one statement that took too
    long, is no reason to answer everybody from memory.
    """

    def __init__(
        self, server: str, answers: Callable[[], bool], pause: Callable[[float], None] = sleep
    ) -> None:
        self.is_away = False
        self._server = server
        self._answers = answers
        self._pause = pause
        self._asking = Lock()

    def suspect(self) -> None:
        """Find out, in a thread of its own; a process that does not serve waits instead."""
        if is_serving() and self._asking.acquire(blocking=False):
            Thread(target=self._find_out, name=self._server, daemon=True).start()

    def ask_until_back(self) -> None:
        """Return once the database answers."""
        while not self._answers():
            self._tell(is_away=True)
            self._pause(PAUSE_SECONDS)

    def _find_out(self) -> None:
        try:
            self.ask_until_back()
        finally:  # whatever breaks here, nobody is kept from asking for themselves
            self._tell(is_away=False)
            self._asking.release()

    def _tell(self, *, is_away: bool) -> None:
        if is_away != self.is_away:
            self.is_away = is_away
            AWAY.labels(self._server).set(is_away)
            logger.warning(
                "server_away" if is_away else "server_back", extra={"server": self._server}
            )


_watches: dict[str, Watch] = {}


def watch_of(alias: str) -> Watch:
    """Return this process's watch over what an alias connects to."""
    if alias not in _watches:
        _watches.setdefault(alias, Watch(f"database:{alias}", partial(_answers, alias)))
    return _watches[alias]


def _answers(alias: str) -> bool:
    """Ask over the alias's pool; what waits in it is as old as the failure, and is thrown away."""
    pool = connections[alias].pool
    try:
        with waiting_at_most(ANSWER_SECONDS), pool.connection(ANSWER_SECONDS) as connection:
            connection.execute("SELECT 1")
    except psycopg.Error:
        pool.drain()
        return False
    return True
