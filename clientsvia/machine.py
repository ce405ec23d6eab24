"""What this machine, or the container on it, has to offer."""

import os
from math import ceil
from pathlib import Path

CONTAINERS_SHARE = Path("/sys/fs/cgroup/cpu.max")


def processors() -> int:
    """Return how many processors this process may keep busy."""
    has_affinity = hasattr(os, "sched_getaffinity")
    allowed = len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1
    return min(allowed, _containers_share() or allowed)


def _containers_share() -> int | None:
    """Return how many processors the container was given, or None where it has no limit."""
    try:
        quota, period = CONTAINERS_SHARE.read_text().split()
        return ceil(int(quota) / int(period))
    except (OSError, ValueError):  # there is no such file, or it says "max"
        return None
