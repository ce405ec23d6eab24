"""The figures of all workers of a server: each writes its own file, any of them reads all.

prometheus_client decides when it is first imported whether it writes files, so nothing here
imports it before it is needed.
"""

import os
from pathlib import Path
from typing import Any

_folder: list[Path] = []


def gather_in(folder: Path) -> None:
    """Let this process and its forks write their figures into the folder.

    What an earlier server left there is removed; a server that takes over from a running one
    (`USR2`) and one that is told to reload (`HUP`) leave it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    takes_over = "GUNICORN_PID" in os.environ
    if not _folder and not takes_over:
        for file in folder.glob("*.db"):
            file.unlink()
    _folder[:] = [folder]
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def forget_process(pid: int) -> None:
    """Drop what a worker that has ended told of its state; what it counted stays."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(pid, str(_folder[0]))


def current_registry() -> Any:
    """Return the figures of all workers, or of this process where it is alone."""
    from prometheus_client import REGISTRY, CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    if not _folder:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(_folder[0]))
    return registry
