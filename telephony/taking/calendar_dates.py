"""Dates of the calendar in English words, read by ctparse: bounded in time, and never raising."""

import logging
import re
from datetime import date, datetime

logging.getLogger("ctparse").setLevel(logging.CRITICAL + 1)  # it logs what the caller said

from ctparse import ctparse  # noqa: E402  it logs while it is imported, too
from ctparse.types import Time  # noqa: E402

TIMEOUT_SECONDS = 0.2
MOST_WORDS = 8


def read_calendar_date(words: str, today: date) -> date | None:
    """Return the date that words such as "saturday the 28th" name, from today on."""
    if not words or len(words.split()) > MOST_WORDS:
        return None
    noon = datetime(today.year, today.month, today.day, 12)  # noqa: DTZ001  a day, in no zone
    try:
        found = ctparse(words, ts=noon, timeout=TIMEOUT_SECONDS)
        named = found.resolution if found else None
        if not isinstance(named, Time):
            return None
        day = named.dt.date()
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None  # a date that no calendar has, which its rules meet in their own ways
    is_said = str(day.day) in re.findall(r"\d+", words)  # it makes February 28th of the 30th
    return day if is_said and day >= today else None
