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


def beside(
    acts: dict[str, Callable[[], object]], begin_round: Callable[[], object]
) -> dict[str, float]:
    """Return each act's median microseconds over rounds in which all of them take turns."""
    gc.collect()
    rounds = []
    for _ in range(ROUNDS + 1):
        begin_round()
        rounds.append({name: microseconds(act) for name, act in acts.items()})
    del rounds[0]  # the first one warms up
    return {name: median(one[name] for one in rounds) for name in acts}


def milliseconds_once(act: Callable[[], object]) -> float:
    """Return how long one single call took."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000
