"""Timing against a floor that runs in the same round, because the machine is noisy."""

import gc
import time
from collections.abc import Callable
from statistics import median

ROUNDS = 60
PER_ROUND = 10


def microseconds(act: Callable[[], object]) -> float:
    """Return how long one call takes, the least of a round."""
    samples = []
    for _ in range(PER_ROUND):
        started = time.perf_counter()
        act()
        samples.append((time.perf_counter() - started) * 1_000_000)
    return median(samples)


def beside(acts: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return each act's median microseconds over rounds in which all of them take turns."""
    for act in acts.values():
        microseconds(act)
    gc.collect()
    rounds = [{name: microseconds(act) for name, act in acts.items()} for _ in range(ROUNDS)]
    return {name: median(one[name] for one in rounds) for name in acts}


def milliseconds_once(act: Callable[[], object]) -> float:
    """Return how long one single call took."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000
