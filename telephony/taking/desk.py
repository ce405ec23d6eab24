"""What the taking of details may look up: the time, the caller, the hours, who is expected when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from telephony.hours import Hours
from telephony.releases import known
from telephony.taking.phones import is_phone, region_of


@dataclass(frozen=True, slots=True)
class Scheduling:
    """How visits are offered: how long a window is, how many at once, how soon, how far ahead."""

    window_minutes: int = 120
    capacity: int = 1
    lead_minutes: int = 120
    days_ahead: int = 14

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Return what `asdict` made the document of."""
        return known(cls, document)


@dataclass(frozen=True, slots=True)
class Visit:
    """An appointment that stands: from when to when, and which of the places it has, if any."""

    id: str
    start: datetime
    end: datetime
    place: int | None = None


class Diary:
    """A company's appointments: this one is empty."""

    def visits_between(self, start: datetime, end: datetime) -> Sequence[Visit]:
        """Return the visits that overlap a span of time."""
        return ()

    def visits_of(self, phone: str, after: datetime) -> Sequence[Visit]:
        """Return the visits under a phone number that are not over, the nearest first."""
        return ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who calls which number when, in the company's zone, and the company's appointments."""

    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    caller: str = ""
    our_number: str = ""
    diary: Diary = field(default_factory=Diary)


@dataclass(frozen=True, slots=True)
class Desk:
    """An occasion with the company's hours and how it offers visits."""

    occasion: Occasion
    hours: Hours = field(default_factory=Hours)
    scheduling: Scheduling = field(default_factory=Scheduling)

    @property
    def at(self) -> datetime:
        """The moment, in the company's zone."""
        return self.occasion.at

    @property
    def caller(self) -> str:
        """The caller's number, where it can be called back."""
        return self.occasion.caller if is_phone(self.occasion.caller) else ""

    @property
    def region(self) -> str:
        """Where numbers are said without a country."""
        return region_of(self.occasion.our_number)
