"""What waits and what goes on, read when somebody asks for it: the same for every worker."""

import time
from collections.abc import Iterator
from datetime import timedelta
from logging import getLogger

from django.db import DatabaseError
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from telephony.calls import FINAL_STATUSES
from telephony.journal.files import bytes_aside, bytes_waiting
from telephony.models import Call, TextMessage, TextStatus
from tenants.scope import platform_scope
from tenants.time_ordered import first_id_at

logger = getLogger(__name__)

LONGEST_CALL = timedelta(hours=2)
"""A call that is older and has no final status is one whose status was lost."""

HELD_SECONDS = 10.0


class Backlog(Collector):
    """The journal's length, the outbox's, and the calls in progress.

    The last two are read from the database at most every ten seconds, and are left out while it
    is away.
    """

    def __init__(self) -> None:
        self._read_at = float("-inf")
        self._counts: dict[str, int] = {}

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Tell how it stands now."""
        yield _gauge("journal_bytes", "Answered turns that wait to be recorded.", bytes_waiting())
        yield _gauge("journal_aside_bytes", "Turns that could not be recorded.", bytes_aside())
        for name, (told, _) in _COUNTED.items():
            if name in self._current_counts():
                yield _gauge(name, told, self._counts[name])

    def describe(self) -> list[GaugeMetricFamily]:
        """Say nothing beforehand, so that nothing is read when this is registered."""
        return []

    def _current_counts(self) -> dict[str, int]:
        if time.monotonic() - self._read_at >= HELD_SECONDS:
            self._read_at = time.monotonic()
            self._counts = _read_counts()
        return self._counts


def _read_counts() -> dict[str, int]:
    try:
        with platform_scope("metrics"):
            return {name: count() for name, (_, count) in _COUNTED.items()}
    except DatabaseError as error:
        logger.warning("backlog_not_read", extra={"error_type": type(error).__name__})
        return {}


def _calls_in_progress() -> int:
    """Count by the keys of the time, which are found without reading every company's calls."""
    now = timezone.now()
    keys = (first_id_at(now - LONGEST_CALL), first_id_at(now + timedelta(minutes=1)))
    begun = Call.objects.filter(id__range=keys, started_at__gt=now - LONGEST_CALL)
    return begun.exclude(status__in=FINAL_STATUSES).count()


def _texts_due() -> int:
    queued = TextMessage.objects.filter(status=TextStatus.QUEUED)
    return queued.filter(due_at__lte=timezone.now()).count()


_COUNTED = {
    "calls_in_progress": ("Calls that have begun and are not over.", _calls_in_progress),
    "texts_due": ("Text messages that should have been sent by now.", _texts_due),
}


def _gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"clientsvia_{name}", told, value=value)
