"""Times of day and days of the week."""

import re
from collections.abc import Iterator

from telephony.spoken.parts import Change, with_full_stop

_HOUR = "1[0-2]|0?[1-9]"
_HALF = r"[AaPp]\.?[Mm]\b\.?"
_DASH = r"\s?[-\u2013\u2014]\s?"
_TIME = re.compile(
    rf"(?<![\w:.,$€£/-])(?:(?P<from>{_HOUR})(?::(?P<from_minutes>[0-5][0-9]))?"
    rf"(?:\s?(?P<from_half>{_HALF}))?{_DASH})?"
    rf"(?P<hour>{_HOUR})(?::(?P<minutes>[0-5][0-9]))?\s?(?P<half>{_HALF})(?![\w-])"
)
_DAY_HOUR = "[01]?[0-9]|2[0-3]"
_SPAN = re.compile(
    rf"(?<![\w:.,$€£/-])(?P<from>{_DAY_HOUR}):(?P<from_minutes>[0-5][0-9]){_DASH}"
    rf"(?P<hour>{_DAY_HOUR}):(?P<minutes>[0-5][0-9])(?![\w:/-])"
)
_DAYS = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday",
    "sat": "Saturday", "sun": "Sunday", "m": "Monday", "f": "Friday",
}  # fmt: skip
_DAY = "[Mm]on|[Tt]ues?|[Ww]ed|[Tt]hu(?:rs?)?|[Ff]ri|[Ss]at|[Ss]un"
_DAY_RANGE = re.compile(
    rf"(?<![\w-])(?:(?P<from>{_DAY})\.?{_DASH}(?P<to>{_DAY})\b\.?|(?P<m>M){_DASH}(?P<f>F))(?![\w-])"
)
_DAY_BEFORE_TIME = re.compile(
    rf"(?<![\w-])(?P<day>{_DAY})\b\.?"
    rf"(?=[:,]?\s(?:closed\b|{_HOUR}(?::[0-9]{{2}})?\s?(?:[AaPp]\.?[Mm]\b|[-\u2013\u2014])))"
)


def find_times(text: str, language: str) -> Iterator[Change]:
    """Yield each time of day, and each span of them: `8 AM to 5 PM`."""
    for found in _TIME.finditer(text):
        said = _clock(found["hour"], found["minutes"], found["half"])
        if found["from"]:
            said = f"{_clock(found['from'], found['from_minutes'], found['from_half'])} to {said}"
        yield Change(
            found.start(), found.end(), with_full_stop(text, found.end(), said, found["half"])
        )
    for found in _SPAN.finditer(text):
        yield Change(found.start(), found.end(), _span(found))


def find_days(text: str, language: str) -> Iterator[Change]:
    """Yield short days of the week where no other word is meant: in a range, before a time."""
    for found in _DAY_RANGE.finditer(text):
        said = f"{_day(found['from'] or found['m'])} to {_day(found['to'] or found['f'])}"
        yield Change(found.start(), found.end(), with_full_stop(text, found.end(), said, found[0]))
    for found in _DAY_BEFORE_TIME.finditer(text):
        yield Change(found.start(), found.end(), _day(found["day"]))


def _clock(hour: str, minutes: str | None, half: str | None) -> str:
    time = hour.lstrip("0") + (f":{minutes}" if minutes not in (None, "00") else "")
    return f"{time} {half[0].upper()}M" if half else time


def _span(found: re.Match[str]) -> str:
    """Read a span on the clock that it is written on: of 24 hours, or of 12."""
    hours = (found["from"], found["hour"])
    minutes = (found["from_minutes"], found["minutes"])
    of_the_day = any(hour.startswith("0") or int(hour) > 12 for hour in hours)
    says = _on_the_day if of_the_day else ":".join
    return " to ".join(map(says, zip(hours, minutes, strict=True)))


def _on_the_day(time: tuple[str, str]) -> str:
    hour, minutes = int(time[0]), time[1]
    return _clock(str(hour % 12 or 12), minutes, "a" if hour < 12 else "p")


def _day(short: str) -> str:
    return _DAYS[short[:3].lower()]
