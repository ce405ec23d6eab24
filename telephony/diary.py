"""A company's appointments as a turn looks them up: each time as they stand then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from telephony.models import Appointment, AppointmentStatus
from telephony.taking.desk import Diary, Visit
from tenants.scope import company_scope

MOST_VISITS = 3

_FACTS = ("id", "window_start", "window_end", "place")


@dataclass(frozen=True, slots=True)
class CompanyDiary(Diary):
    """The appointments of one company that stand; every look opens the company's scope."""

    company_id: UUID

    def visits_between(self, start: datetime, end: datetime) -> Sequence[Visit]:
        """Return the visits that overlap a span of time."""
        with company_scope(self.company_id):
            return _visits(_standing().filter(window_start__lt=end, window_end__gt=start))

    def visits_of(self, phone: str, after: datetime) -> Sequence[Visit]:
        """Return the visits under a phone number that are not over, the nearest first."""
        with company_scope(self.company_id):
            rows = _standing().filter(phone=phone, window_end__gt=after).order_by("window_start")
            return _visits(rows[:MOST_VISITS])


def _standing() -> Any:
    standing = Appointment.objects.exclude(status=AppointmentStatus.CANCELLED)
    return standing.values_list(*_FACTS)


def _visits(rows: Iterable[tuple[UUID, datetime, datetime, int | None]]) -> list[Visit]:
    return [Visit(str(key), start, end, place) for key, start, end, place in rows]
