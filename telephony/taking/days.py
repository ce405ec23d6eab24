"""The day or days that a caller names, seen from today."""

import re
from datetime import date, timedelta

from telephony.taking.calendar_dates import read_calendar_date

SOONEST_NEXT_DAYS = 5
"""A "next Tuesday" that is nearer than this is the one of the week after."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_SHORT = "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
_MONTH = rf"(?:{'|'.join(_MONTHS)}|{_SHORT})"
_WEEKDAY = re.compile(rf"\b(?:(next|this|coming)\s+)?({'|'.join(WEEKDAYS)})s?\b")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?\b")
_IN = re.compile(r"\bin (?:(\d{1,2})|an?|a couple of) (day|week)s?\b")
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)"
_DATED = re.compile(
    rf"(?:\b(?:{'|'.join(WEEKDAYS)})\s+)?(?:the\s+)?"
    rf"(?:\b{_MONTH}\s+(?:the\s+)?(?:{_ORDINAL}|\d{{1,2}}\b(?![:/]))(?:\s+20\d\d\b)?"
    rf"|\b(?:{_ORDINAL}|\d{{1,2}})\s+(?:of\s+)?{_MONTH}\b(?:\s+20\d\d\b)?|\b{_ORDINAL}\b)"
)
_AWAY = (
    (re.compile(r"\bday after tomorrow\b"), 2),
    (re.compile(r"\btomorrow\b"), 1),
    (re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b"), 0),
)

Days = tuple[date, date]


def read_days(text: str, today: date) -> Days | None:
    """Return the first and the last day that lower-case words with digits name, or None."""
    readers = (_away, _in_days, _slashed, _calendar, _weekday, _week)
    found = (reader(text, today) for reader in readers)
    return next((days for days in found if days), None)


def without_dates(text: str) -> str:
    """Return the text without the numbers that belong to a date."""
    return _IN.sub(" ", _DATED.sub(" ", _SLASHED.sub(" ", text)))


def _away(text: str, today: date) -> Days | None:
    days = next((days for pattern, days in _AWAY if pattern.search(text)), None)
    return None if days is None else _one(today + timedelta(days=days))


def _in_days(text: str, today: date) -> Days | None:
    found = _IN.search(text)
    if not found:
        return None
    count = int(found[1]) if found[1] else 2 if "couple" in found[0] else 1
    return _one(today + timedelta(days=count * (7 if found[2] == "week" else 1)))


def _slashed(text: str, today: date) -> Days | None:
    """Read 12/3 as Americans write it: the month, then the day; next year's once it is past."""
    found = _SLASHED.search(text)
    if not found:
        return None
    month, day, year = int(found[1]), int(found[2]), int(found[3] or today.year)
    try:
        named = date(year + 2000 if year < 100 else year, month, day)
        if not found[3] and named < today:
            named = named.replace(year=named.year + 1)
    except ValueError:
        return None
    return _one(named) if named >= today else None


def _calendar(text: str, today: date) -> Days | None:
    found = _DATED.search(text)
    day = read_calendar_date(found[0].strip(), today) if found else None
    return _one(day) if day else None


def _weekday(text: str, today: date) -> Days | None:
    """Read a weekday as the coming one; "next" and one that is near as that of the week after."""
    found = _WEEKDAY.search(text)
    if not found:
        return None
    ahead = (WEEKDAYS.index(found[2]) - today.weekday()) % 7
    if ahead == 0 and found[1] != "this":
        ahead = 7
    if found[1] == "next" and ahead < SOONEST_NEXT_DAYS:
        ahead += 7
    return _one(today + timedelta(days=ahead))


def _week(text: str, today: date) -> Days | None:
    monday = today + timedelta(days=7 - today.weekday())
    if re.search(r"\bnext week\b", text):
        return monday, monday + timedelta(days=6)
    if re.search(r"\bthis week\b", text):
        return today, monday - timedelta(days=1)
    if re.search(r"\bweekend\b", text):
        saturday = monday - timedelta(days=2)
        return max(saturday, today), monday - timedelta(days=1)
    return None


def _one(day: date) -> Days:
    return day, day
