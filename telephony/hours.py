"""When a company is open, in plain Python.

Times are those of the wall clock of `at`, which carries the company's zone: where a clock is put
forward or back, an open hour is shorter or comes twice, as it does for the people who work it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, Self

import holidays

from telephony.releases import known

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_RANGES = 12
DAYS_AHEAD = 370

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """A week's open hours as `{"mon": [["08:00", "17:00"], …], …}`, and the days off.

    `closures` are dates in ISO 8601; without a `country` no public holiday is kept.
    """

    weekly: dict[str, list[list[str]]] = field(default_factory=dict)
    closures: tuple[str, ...] = ()
    country: str = ""
    subdivision: str = ""
    observed: bool = True

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Return the hours that `asdict` made the document of."""
        return known(cls, {**document, "closures": tuple(document["closures"])})

    @property
    def is_set(self) -> bool:
        """Whether the company has told any hours: without them nobody knows if it is open."""
        return any(self.weekly.values())


def is_open(hours: Hours, at: datetime) -> bool:
    """Whether the company is open at a moment in its own zone."""
    clock = f"{at:%H:%M}"
    return any(opens <= clock < closes for opens, closes in open_ranges(hours, at.date()))


def next_opening(hours: Hours, at: datetime) -> datetime | None:
    """Return the first moment from `at` on when the company is open, to the minute.

    None where there is none within a year.
    """
    if is_open(hours, at):
        return at
    for day in (at.date() + timedelta(days=n) for n in range(DAYS_AHEAD)):
        if open_ranges(hours, day):
            for moment in _minutes_of(day, at):
                if is_open(hours, moment):
                    return moment
    return None


def day_fault(ranges: object) -> str:
    """Return why these are not a day's open hours, or an empty text."""
    if not isinstance(ranges, list) or len(ranges) > MOST_RANGES:
        return f"A day is a list of at most {MOST_RANGES} ranges."
    if not all(_is_range(one) for one in ranges):
        return 'A range is opening and closing time on 24 hours, as in ["08:00", "17:00"].'
    if any(opens >= closes for opens, closes in ranges):
        return "A range closes after it opens; a night is two: to 24:00, and from 00:00 on."
    if any(before[1] > after[0] for before, after in pairwise(ranges)):
        return "The ranges of a day stand in order and do not overlap."
    return ""


def holidays_fault(country: str, subdivision: str) -> tuple[str, str] | None:
    """Return which of `country` and `subdivision` has no public holidays known, and why."""
    countries = holidays.list_supported_countries(include_aliases=False)
    if not country:
        return ("subdivision", "A subdivision needs its country.") if subdivision else None
    if country not in countries:
        return "country", "No public holidays are known of it; write two letters, as in US."
    known = countries[country]
    if subdivision and subdivision not in known:
        some = f"as in {', '.join(known[:5])}" if known else "it has none"
        return "subdivision", f"No such subdivision of {country} is known; {some}."
    return None


def _is_range(value: object) -> bool:
    is_pair = isinstance(value, list) and len(value) == 2
    return is_pair and all(isinstance(one, str) and _CLOCK.fullmatch(one) for one in value)


def open_ranges(hours: Hours, day: date) -> list[list[str]]:
    """Return the open hours of a date: none on a day off."""
    ranges = hours.weekly.get(DAYS[day.weekday()], [])
    return [] if ranges and _is_day_off(hours, day) else ranges


def _is_day_off(hours: Hours, day: date) -> bool:
    if day.isoformat() in hours.closures:
        return True
    holiday_of = (hours.country, hours.subdivision, hours.observed, day.year)
    return bool(hours.country) and day in _public_holidays(*holiday_of)


@lru_cache(maxsize=1024)
def _public_holidays(country: str, subdivision: str, observed: bool, year: int) -> frozenset[date]:
    """Return the holidays of a year; none where a newer list does not know the place any more."""
    if holidays_fault(country, subdivision):
        return frozenset()
    kept = holidays.country_holidays(
        country, subdiv=subdivision or None, observed=observed, years=year
    )
    return frozenset(kept)


def _minutes_of(day: date, at: datetime) -> Iterator[datetime]:
    """Yield each minute that a date has in the zone of `at`, from `at` on."""
    zone = at.tzinfo
    midnight = datetime.combine(day, time.min, zone).astimezone(UTC)
    moment = max(midnight, at.astimezone(UTC).replace(second=0, microsecond=0) + _MINUTE)
    while (local := moment.astimezone(zone)).date() == day:
        yield local
        moment += _MINUTE
