"""What the journal holds: an answered turn, or what Twilio tells of a call."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telephony.call_recording import CallRecording
from telephony.calls import AnsweredTurn, Line
from telephony.voicemail import Recording


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


@dataclass(frozen=True, slots=True)
class MessageEntry:
    """A recorded message, or what was said in it."""

    line: Line
    recording: Recording
    at: datetime


@dataclass(frozen=True, slots=True)
class CallRecordingEntry:
    """The recording of a whole call."""

    line: Line
    recording: CallRecording
    at: datetime


Callback = StatusEntry | MessageEntry | CallRecordingEntry
Entry = TurnEntry | Callback
KINDS: dict[str, Any] = {
    "turn": TurnEntry,
    "status": StatusEntry,
    "message": MessageEntry,
    "call_recording": CallRecordingEntry,
}
