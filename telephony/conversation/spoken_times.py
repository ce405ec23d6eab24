"""A moment as people say it: "tomorrow at eight", "Monday at two thirty in the afternoon"."""

from datetime import datetime

_HOURS = (
    "twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven",
)  # fmt: skip
_TENS = ("oh", "ten", "twenty", "thirty", "forty", "fifty")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
)  # fmt: skip
_DAYS_BY_NAME = 7


def spoken_moment(moment: datetime, now: datetime) -> str:
    """Return a moment to come as it is told now; both are in the same zone."""
    return f"{_day(moment, now)} at {spoken_clock(moment.hour, moment.minute)}"


def spoken_clock(hour: int, minute: int) -> str:
    """Return the time of day in words, with its part of the day where that is not plain."""
    if minute == 0 and hour in (0, 12):
        return "noon" if hour else "midnight"
    said = _HOURS[hour % 12] + (f" {_minutes(minute)}" if minute else "")
    return said + _part_of_day(hour)


def _day(moment: datetime, now: datetime) -> str:
    days = (moment.date() - now.date()).days
    if days < 2:
        return "tomorrow" if days else "today"
    if days < _DAYS_BY_NAME:
        return f"{moment:%A}"
    return f"on {moment:%A, %B} {moment.day}"


def _minutes(minute: int) -> str:
    tens, ones = divmod(minute, 10)
    if tens == 1:
        return _TEENS[ones]
    return f"{_TENS[tens]} {_HOURS[ones]}" if ones else _TENS[tens]


def _part_of_day(hour: int) -> str:
    if hour < 5:
        return " at night"
    if hour < 12:
        return ""
    return " in the afternoon" if hour < 18 else " in the evening"
