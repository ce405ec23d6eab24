"""Measuring the stages of a turn, and counting turns."""

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings

from telephony.gauges import STAGE_SECONDS, TURNS
from telephony.tracing import span
from tenants.logs import field_in_force

P = ParamSpec("P")
T = TypeVar("T")


def stage(name: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Time a stage of a turn, and trace it where traces are on."""
    seconds = STAGE_SECONDS.labels(name)

    def timed(act: Callable[P, T]) -> Callable[P, T]:
        @wraps(act)
        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            started = time.perf_counter()
            try:
                with span(name):
                    return act(*args, **kwargs)
            finally:
                seconds.observe(time.perf_counter() - started)

        return run

    return timed


def count_turn(kind: str) -> None:
    """Count a turn; its company's id is told only where the operator wants that."""
    company = field_in_force("company") if settings.METRICS_BY_COMPANY else ""
    TURNS.labels(kind, company).inc()
