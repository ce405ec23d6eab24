"""When a caller would like something: days and hours, in plain values."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any, Self

from telephony.taking.spoken import spoken_clock, spoken_day

Span = tuple[time | None, time | None]
"""The earliest and the latest time of a day; twice the same is a point of time."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The first and the last day, and between which hours of them; an empty text leaves it open.

    Days are ISO 8601 and hours `HH:MM`; twice the same hour is a point of time.
    """

    day: str = ""
    last_day: str = ""
    earliest: str = ""
    latest: str = ""

    @classmethod
    def of(cls, days: tuple[date, date] | None, span: Span) -> Self:
        """Return the wish for these days and hours."""
        first, last = (one.isoformat() for one in days) if days else ("", "")
        earliest, latest = (f"{one:%H:%M}" if one else "" for one in span)
        return cls(first, last, earliest, latest)

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Return the wish that `as_document` made the document of."""
        return cls(**document)

    def as_document(self) -> dict[str, Any]:
        """Return the wish as JSON values."""
        return asdict(self)

    def takes(self, start: datetime, end: datetime) -> bool:
        """Whether a window in the company's zone is what was wished for."""
        day = f"{start:%Y-%m-%d}"
        is_day = (not self.day or self.day <= day) and (not self.last_day or day <= self.last_day)
        return is_day and self._takes_hours(f"{start:%H:%M}", f"{end:%H:%M}" if end else "")

    def _takes_hours(self, start: str, end: str) -> bool:
        """A point of time lies in the window; otherwise the window begins within the hours."""
        if self.earliest and self.earliest == self.latest:
            return start <= self.earliest < (end if end > start else "24:00")
        return (not self.earliest or self.earliest <= start) and (
            not self.latest or start < self.latest
        )

    def on_day_of(self, other: "Wish") -> "Wish":
        """Return this wish, on the other's day where it names none."""
        if self.day or not other.day:
            return self
        return Wish(other.day, other.last_day, self.earliest, self.latest)

    def spoken(self) -> str:
        """Return the wish in words: "Wednesday, March 3rd, after 4 PM"."""
        return ", ".join(filter(None, (self._spoken_days(), self._spoken_hours()))) or "any time"

    def _spoken_days(self) -> str:
        days = [spoken_day(date.fromisoformat(one)) for one in (self.day, self.last_day) if one]
        if len(days) == 2 and days[0] != days[1]:
            return f"between {days[0]} and {days[1]}"
        return days[0] if days else ""

    def _spoken_hours(self) -> str:
        earliest, latest = (spoken_clock(one) for one in (self.earliest, self.latest))
        if self.earliest and self.earliest == self.latest:
            return f"at {earliest}"
        if earliest and latest:
            return f"between {earliest} and {latest}"
        return f"after {earliest}" if earliest else f"before {latest}" if latest else ""
