"""A month of UTC, and the keys that were made in it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self
from uuid import UUID

from tenants.time_ordered import first_id_at


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month; a later one is greater."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @classmethod
    def of(cls, moment: datetime) -> Self:
        """Return the month in which the moment lies."""
        at = moment.astimezone(UTC)
        return cls(at.year, at.month)

    @property
    def next(self) -> "Month":
        """Return the month that follows."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def starts_at(self) -> datetime:
        """Return its first moment."""
        return datetime(self.year, self.number, 1, tzinfo=UTC)

    @property
    def first_id(self) -> UUID:
        """Return the least key of it; the least of the next month is the first beyond."""
        return first_id_at(self.starts_at)


def months_from(first: Month, count: int) -> list[Month]:
    """Return so many months, the first among them."""
    months = [first]
    while len(months) < count:
        months.append(months[-1].next)
    return months[:count]
