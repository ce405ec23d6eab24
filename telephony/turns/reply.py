"""What comes from a caller in a turn, and what is answered."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from telephony.agent import Manner
from telephony.call_state import CallState
from telephony.taking.acts import Act


class Next(StrEnum):
    """What the line does after the reply."""

    LISTEN = "listen"
    DIAL = "dial"
    RECORD = "record"
    HANG_UP = "hang_up"


@dataclass(frozen=True, slots=True)
class Heard:
    """What came from the caller, or from the end of a dial or of a recording.

    `confidence` is Twilio's in what it understood, if it told any.
    """

    speech: str = ""
    digits: str = ""
    dial_status: str = ""
    recorded_seconds: int = 0
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said and how, what the line does then, and why.

    `act` is kept along with the turn; `awaits_keys` where more than one key may be pressed.
    A `notice` is said first, and then the call is recorded, until a reply `ends_recording`.
    """

    kind: str
    text: str
    state: CallState
    next: Next = Next.LISTEN
    dial: str = ""
    scenario_key: str = ""
    match_id: str = ""
    is_repeat: bool = False
    act: Act | None = None
    awaits_keys: bool = False
    manner: Manner = field(default_factory=Manner)
    score: float | None = None
    urgency: float = 0.0
    trace: dict[str, Any] = field(default_factory=dict)
    transcribe: bool = False
    notice: str = ""
    ends_recording: bool = False

    @property
    def said(self) -> str:
        """Return all that the caller hears."""
        return f"{self.notice} {self.text}".strip()
