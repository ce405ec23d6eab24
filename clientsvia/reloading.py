"""A reload in which new workers answer before the old ones are told to stop."""

import os
import select
from typing import Any

LONGEST_WAIT_SECONDS = 60.0

_ready_pipe: list[int] = []


def replace_workers(server: Any, count: int) -> None:
    """Start so many new workers, and return once all of them answer.

    gunicorn itself would start them and stop the old ones in the same moment, and calls would wait
    until the new ones have loaded. So these are the new ones, and it is left none to start: it
    stops the oldest beyond their number.
    """
    reading, writing = os.pipe()
    _ready_pipe[:] = [writing]
    for _ in range(count):
        server.spawn_worker()
    _ready_pipe.clear()
    os.close(writing)
    _wait_for_all(reading, count)
    os.close(reading)
    server.cfg.set("workers", 0)


def tell_ready() -> None:
    """Tell the master, where it waits, that this worker answers from now on."""
    for descriptor in _ready_pipe:
        os.write(descriptor, b".")
        os.close(descriptor)
    _ready_pipe.clear()


def _wait_for_all(reading: int, count: int) -> None:
    """Wait for a byte of each, for as long as any of them holds its end of the pipe."""
    for _ in range(count):
        is_there, _, _ = select.select([reading], [], [], LONGEST_WAIT_SECONDS)
        if not is_there or not os.read(reading, 1):
            return
