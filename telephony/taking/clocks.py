"""The hours of a day that a caller names."""

import re
from datetime import time

from telephony.taking.wish import Span

AFTERNOON_HOURS = range(1, 7)
"""Bare hours that mean the afternoon: a trade does not come at four in the morning."""

_CLOCK = r"(\d{1,2})(?::([0-5]\d))?\s*([ap]m)?|(noon|midday|midnight)"
_BETWEEN = re.compile(
    rf"\b(?:between|from)?\s*\b(?:{_CLOCK})\s+(?:and|to|till|until)\s+(?:{_CLOCK})\b"
)
_AFTER = re.compile(rf"\b(?:after|past|from|later than|earliest)\s+(?:{_CLOCK})\b")
_BEFORE = re.compile(rf"\b(?:before|by|until|till|no later than)\s+(?:{_CLOCK})\b")
_AT = re.compile(rf"\b(?:at|around|about)\s+(?:{_CLOCK})\b")
_ALONE = re.compile(
    r"\b(\d{1,2})(?::([0-5]\d))?\s*([ap]m)\b()|\b(\d{1,2}):([0-5]\d)()()\b|()()()\b(noon|midday)\b"
)
_WHOLE = re.compile(rf"(?:{_CLOCK})")
_PARTS: tuple[tuple[str, Span], ...] = (
    (r"early (?:in the )?morning|first thing", (None, time(10))),
    (r"late (?:in the )?morning", (time(10), time(12))),
    (r"morning", (None, time(12))),
    (r"early (?:in the )?afternoon", (time(12), time(15))),
    (r"late (?:in the )?afternoon|end of the day", (time(15), time(18))),
    (r"afternoon", (time(12), time(17))),
    (r"evening|tonight|after work", (time(17), None)),
    (r"lunch(?:time)?", (time(11), time(14))),
)
_LATE = re.compile(r"\b(?:evening|night|tonight)\b")
_EARLY = re.compile(r"\bmorning\b")

Groups = tuple[str | None, ...]


def read_span(text: str, *, is_whole: bool = False) -> Span:
    """Return the earliest and the latest time that lower-case words name; None leaves it open.

    With `is_whole` a bare number is one, too: it was asked for.
    """
    between = _BETWEEN.search(text)
    if between and (span := _between(between.groups(), text)):
        return span
    after, before = _time_of(_AFTER, text), _time_of(_BEFORE, text)
    if after or before:
        return after, before
    point = _time_of(_AT, text) or _alone(text) or (_whole(text) if is_whole else None)
    return (point, point) if point else _part(text)


def _between(groups: Groups, text: str) -> Span | None:
    first, last = groups[:4], groups[4:]
    if last[2] and not first[2] and not first[3]:
        first = (*first[:2], _inherited(first, last), None)
    start, end = _time(first, text), _time(last, text)
    if start and end and end <= start and end.hour < 12:
        end = end.replace(hour=end.hour + 12)
    return (start, end) if start and end and start < end else None


def _inherited(first: Groups, last: Groups) -> str | None:
    """Return the half of the day of "nine to eleven pm": not that of "eleven to one pm"."""
    is_before = int(first[0] or 0) % 12 < int(last[0] or 0) % 12
    return last[2] if is_before else None


def _time_of(pattern: re.Pattern[str], text: str) -> time | None:
    found = pattern.search(text)
    return _time(found.groups(), text) if found else None


def _alone(text: str) -> time | None:
    found = _ALONE.search(text)
    if not found:
        return None
    groups = found.groups()
    parts = (groups[place : place + 4] for place in (0, 4, 8))
    return _time(next(part for part in parts if any(part)), text)


def _whole(text: str) -> time | None:
    found = _WHOLE.fullmatch(text.strip())
    return _time(found.groups(), text) if found else None


def _time(groups: Groups, text: str) -> time | None:
    hour, minute, half, word = groups
    if word:
        return time(0) if word == "midnight" else time(12)
    value = int(hour or 0)
    if not 0 <= value <= 23 or (half and not 1 <= value <= 12):
        return None
    return time(_on_24_hours(value, half, text), int(minute or 0))


def _on_24_hours(hour: int, half: str | None, text: str) -> int:
    if half:
        return hour % 12 + (12 if half == "pm" else 0)
    if _LATE.search(text) and 4 < hour < 12:
        return hour + 12
    is_afternoon = hour in AFTERNOON_HOURS and not _EARLY.search(text)
    return hour + 12 if is_afternoon else hour


def _part(text: str) -> Span:
    named = (span for words, span in _PARTS if re.search(rf"\b(?:{words})\b", text))
    return next(named, (None, None))
