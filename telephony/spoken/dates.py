"""Dates that are written in figures or with short months."""

import re
from collections.abc import Iterator
from datetime import date

from telephony.spoken.parts import Change

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SLASHED = re.compile(
    r"(?<![\w$./-])(?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})/(?P<year>[0-9]{4}|[0-9]{2})"
    r"(?![\w/-])"
)
_ISO = re.compile(
    r"(?<![\w$./-])(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![\w/-])"
)
_SHORT_MONTH = re.compile(
    r"(?<!\w)(?P<month>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
    r"(?= [0-9]{1,2}(?:st|nd|rd|th)?(?![\w:/]))"
)
_MONTH_FIRST = "en-US"


def find_dates(text: str, language: str) -> Iterator[Change]:
    """Yield each date; `3/4/2027` is March 4 in American English, April 3 in others."""
    for found in _SLASHED.finditer(text):
        first, second, year = (int(found[name]) for name in ("first", "second", "year"))
        month, day = (first, second) if language == _MONTH_FIRST else (second, first)
        yield from _dated(found, year if year > 99 else 2000 + year, month, day)
    for found in _ISO.finditer(text):
        yield from _dated(found, *(int(found[name]) for name in ("year", "month", "day")))
    for found in _SHORT_MONTH.finditer(text):
        yield Change(found.start(), found.end(), _full(found["month"]))


def _dated(found: re.Match[str], year: int, month: int, day: int) -> Iterator[Change]:
    """Yield the date in words, where there is such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return
    yield Change(found.start(), found.end(), f"{_MONTHS[month - 1]} {day}, {year}")


def _full(short: str) -> str:
    return next(month for month in _MONTHS if month.startswith(short[:3]))
