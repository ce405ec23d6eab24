"""Kills a worker of a server every few seconds, as the kernel would that is out of memory."""

import os
import random
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread


@dataclass
class Killer:
    """Kills until it is told to stop; `at` tells when."""

    server_pid: int
    every_seconds: float
    at: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._over = Event()
        self._thread = Thread(target=self._kill_on)

    def __enter__(self) -> "Killer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _kill_on(self) -> None:
        chance = random.Random(1)  # noqa: S311
        while not self._over.wait(self.every_seconds):
            workers = workers_of(self.server_pid)
            if workers:
                os.kill(chance.choice(workers), signal.SIGKILL)
                self.at.append(time.monotonic())


def workers_of(server_pid: int) -> list[int]:
    """Return the processes that a server has forked."""
    children = Path(f"/proc/{server_pid}/task/{server_pid}/children")
    return [int(pid) for pid in children.read_text().split()]
