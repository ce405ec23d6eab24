"""What each process tells of itself every few seconds, so that no request has to."""

import os
import threading
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from clientsvia import gauges
from clientsvia.time_limit import in_progress

PAUSE_SECONDS = 2.0
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def begin_sampling() -> None:
    """Start the thread; it ends with the process."""
    threading.Thread(target=_keep_sampling, name="gauges", daemon=True).start()


def sample() -> None:
    """Tell how this process stands now."""
    gauges.WORKERS.set(1)
    gauges.THREADS.set(settings.THREADS)
    gauges.THREADS_BUSY.set(in_progress())
    gauges.WORKER_MEMORY.set(_resident_bytes())
    pools = [getattr(connections[alias], "pool", None) for alias in connections]
    _sample_pools([pool.get_stats() for pool in pools if pool is not None])


def _keep_sampling() -> None:
    while True:
        sample()
        time.sleep(PAUSE_SECONDS)


def _sample_pools(pools: list[dict[str, Any]]) -> None:
    together = {
        name: sum(told[name] for told in pools)
        for name in ("pool_size", "pool_available", "pool_max", "requests_waiting")
    }
    idle = together["pool_available"]
    gauges.DATABASE_CONNECTIONS.labels("idle").set(idle)
    gauges.DATABASE_CONNECTIONS.labels("in use").set(together["pool_size"] - idle)
    gauges.DATABASE_CONNECTIONS_MAX.set(together["pool_max"])
    gauges.DATABASE_WAITING.set(together["requests_waiting"])


def _resident_bytes() -> int:
    """Return what the kernel counts as this process's; 0 where it has no such file."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE_BYTES
    except FileNotFoundError:
        return 0
