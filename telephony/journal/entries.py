"""What the journal holds: an answered turn, or Twilio's word on a call."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telephony.calls import AnsweredTurn, Line


@dataclass(frozen=True, slots=True)
class TurnEntry:
    """A turn that the caller has heard; one answered `from_memory` knew not what stood before."""

    line: Line
    turn: AnsweredTurn
    at: datetime
    from_memory: bool = False


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """A status callback, with what `calls.note_status` is told of it."""

    line: Line
    status: str
    duration_seconds: int | None
    is_answered: bool
    at: datetime


Entry = TurnEntry | StatusEntry
KINDS: dict[str, Any] = {"turn": TurnEntry, "status": StatusEntry}
