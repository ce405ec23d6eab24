"""What is to be kept of what a caller told, once the turn is recorded."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Book:
    """A visit to enter, with a place in its window; without a window it is a request."""

    name: str
    phone: str
    address: str
    problem: str
    urgency: float
    start: datetime | None = None
    end: datetime | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A visit to move to a place in another window."""

    visit: str
    start: datetime
    end: datetime
    place: int


@dataclass(frozen=True, slots=True)
class CallOff:
    """A visit to cancel."""

    visit: str


@dataclass(frozen=True, slots=True)
class Leave:
    """A message to leave: of which kind, who is to be called back, and the text."""

    kind: str
    phone: str
    text: str


Act = Book | Move | CallOff | Leave
