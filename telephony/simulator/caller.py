"""The caller's side of a call: what they do each time the system listens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

PICKED_UP = frozenset({"completed", "answered"})
DECLINED = "declined"
"""Somebody took the phone, and not the call; Twilio tells of it as a dial that was not bridged."""

PATIENCE_LISTENS = 5


@dataclass(frozen=True)
class Say:
    """The caller speaks; `confidence` is Twilio's, and None leaves it out as Twilio may."""

    text: str
    confidence: float | None = 0.9


@dataclass(frozen=True)
class Dtmf:
    """The caller presses keys."""

    digits: str


@dataclass(frozen=True)
class Silence:
    """The caller says and presses nothing until the system stops listening."""


@dataclass(frozen=True)
class HangUp:
    """The caller puts the phone down."""


@dataclass(frozen=True)
class Text:
    """The caller sends a text message to the number, during the call or after it."""

    body: str


Step = Say | Dtmf | Silence | HangUp


@dataclass(frozen=True)
class DialEnds:
    """Whoever is rung picks up and has talked, or does not: `status` is Twilio's word.

    `pressed` is what who picks up presses on hearing the whisper, if there is one.
    """

    status: str
    pressed: str = "1"

    @property
    def picks_up(self) -> bool:
        """Whether somebody takes the phone, if not the call."""
        return self.status in PICKED_UP or self.status == DECLINED

    @property
    def keys(self) -> str:
        """Return what who picks up presses: who declines, nothing."""
        return "" if self.status == DECLINED else self.pressed


def steps_of(script: Sequence[Step]) -> Iterator[Step]:
    """Yield the script, then silence for as long as a caller is patient, then hanging up."""
    yield from script
    yield from repeat(Silence(), PATIENCE_LISTENS)
    yield from repeat(HangUp())
