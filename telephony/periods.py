"""Stretches of time as a company means them: a day is a day in its own time zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tenants.models import Company

Moment = date | datetime
"""A day, or an instant with its zone."""

ONE_DAY = timedelta(days=1)
_FIRST, _LAST = date(1970, 1, 1), date(9000, 1, 1)
"""No call is older or newer; beyond them a change of zone can leave the calendar."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last`, both among them."""

    first: date
    last: date
    zone: ZoneInfo

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range(len(self)))

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def starts_at(self) -> datetime:
        """Return the instant at which the first day begins."""
        return start_of(self.first, self.zone)

    @property
    def ends_at(self) -> datetime:
        """Return the instant at which the last day is over."""
        return end_of(self.last, self.zone)


def company_zone() -> ZoneInfo:
    """Return the bound company's time zone."""
    return ZoneInfo(Company.in_company.values_list("timezone", flat=True).get())


def parse_moment(text: str) -> Moment:
    """Read a day, or a time with its zone; raises `ValueError` for anything else.

    A space stands for the plus of a zone: that is what an unescaped plus in a URL comes to.
    """
    if len(text) == len("2026-11-25"):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text.replace(" ", "+"))
    if moment.tzinfo is None:
        raise ValueError("A time needs its zone.")
    return moment


def start_of(moment: Moment, zone: ZoneInfo) -> datetime:
    """Return the instant at which it begins."""
    if isinstance(moment, datetime):
        return min(max(moment, _midnight(_FIRST, zone)), _midnight(_LAST, zone)).astimezone(UTC)
    return _midnight(min(max(moment, _FIRST), _LAST), zone)


def end_of(moment: Moment, zone: ZoneInfo) -> datetime:
    """Return the instant at which it is over: of a day the next midnight."""
    if isinstance(moment, datetime):
        return start_of(moment, zone)
    return _midnight(min(max(moment, _FIRST), _LAST) + ONE_DAY, zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)
