"""Days and hours as they are said."""

from collections.abc import Sequence
from datetime import date, datetime

_NOON, _MIDNIGHT = "12:00", "00:00"
_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def spoken_day(day: date) -> str:
    """Return a date in words: "Wednesday, March 3rd"."""
    return f"{day:%A}, {day:%B} {day.day}{_ENDINGS.get(day.day, 'th')}"


def spoken_clock(clock: str) -> str:
    """Return an hour `HH:MM` in words: "4 PM", "noon"; nothing for none."""
    if clock in ("", _NOON, _MIDNIGHT, "24:00"):
        return {"": "", _NOON: "noon"}.get(clock, "midnight")
    hour, minute = map(int, clock.split(":"))
    half = "PM" if hour >= 12 else "AM"
    hour = hour % 12 or 12
    return f"{hour}:{minute:02} {half}" if minute else f"{hour} {half}"


def spoken_window(start: datetime, end: datetime) -> str:
    """Return a window in words: "Wednesday, March 3rd, between 2 PM and 4 PM"."""
    return f"{spoken_day(start.date())}, {_spoken_hours(start, end)}"


def spoken_windows(windows: Sequence[tuple[datetime, datetime]]) -> str:
    """Return windows to choose from, a day that several are on only once."""
    texts, before = [], None
    for start, end in windows:
        is_same_day = start.date() == before
        texts.append(_spoken_hours(start, end) if is_same_day else spoken_window(start, end))
        before = start.date()
    return ", or ".join(texts)


def _spoken_hours(start: datetime, end: datetime) -> str:
    opens, closes = (spoken_clock(f"{one:%H:%M}") for one in (start, end))
    return f"between {opens} and {closes}"
