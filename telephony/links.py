"""The URLs of a call that Twilio asks with another `To` than the company's number."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from telephony.references import Purpose, Reference, referring_url


@dataclass(frozen=True, slots=True)
class CallLinks:
    """Makes the URLs of one call; `told` is what a person hears who is put through to it."""

    number: str
    company_id: UUID
    call_sid: str
    caller: str
    told: dict[str, str] = field(default_factory=dict)

    def telling(self, told: dict[str, str]) -> "CallLinks":
        """Return the links with what the next one who is rung is told."""
        return replace(self, told=told)

    def whisper(self) -> str:
        """Return where Twilio learns what the one who picks up hears first."""
        return self._url("voice/whisper", Purpose.WHISPER, self.told)

    def recording(self) -> str:
        """Return where Twilio tells of a recorded message."""
        return self._url("voice/recording", Purpose.RECORDING, self._call)

    def transcription(self) -> str:
        """Return where Twilio tells what was said in it."""
        return self._url("voice/transcription", Purpose.TRANSCRIPTION, self._call)

    def call_recording(self) -> str:
        """Return where Twilio tells of the recording of the whole call."""
        return self._url("voice/call-recording", Purpose.CALL_RECORDING, self._call)

    @property
    def _call(self) -> dict[str, str]:
        return {"call": self.call_sid, "caller": self.caller}

    def _url(self, path: str, purpose: Purpose, facts: dict[str, str]) -> str:
        return referring_url(path, purpose, Reference(self.number, self.company_id, facts))
