"""Calls the receptionist: plays a caller's script against the voice webhooks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import chain, repeat
from time import monotonic

from telephony.simulator.caller import DialEnds, Step, steps_of
from telephony.simulator.line import Line, require_success
from telephony.simulator.playback import Ended, Playback
from telephony.simulator.results import DIAL_RESULTS, new_sid
from telephony.simulator.telling import tell_of_tape
from telephony.simulator.transcript import Transcript
from telephony.simulator.transport import Transport

PLATFORM_ACCOUNT = "AC" + "0" * 32


@dataclass
class Player:
    """Twilio and a caller, for a server at `base_url`.

    `dial_results` are the outcomes of the calls' Dials in turn, afterwards "no-answer".
    `before_request` hears the ordinal, from 1, of each webhook before it is sent.
    `deliver_twice` repeats each webhook and insists on the same answer.
    `transcript` is the last call's, also of one that ended in an error.
    """

    transport: Transport
    base_url: str
    auth_token: str = field(repr=False)
    account_sid: str
    from_number: str
    to_number: str
    call_sid: str | None = None
    dial_results: Sequence[str] = ()
    before_request: Callable[[int], None] | None = None
    deliver_twice: bool = False
    transcript: Transcript | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        unknown = [result for result in self.dial_results if result not in DIAL_RESULTS]
        if unknown:
            raise ValueError(f"{unknown[0]} is not a way for a Dial to end.")

    def call(self, script: Sequence[Step]) -> Transcript:
        """Play a whole call and return what was heard; raises BadTwiML or BadResponse."""
        call_sid = self.call_sid or new_sid("CA")
        line = self.line(call_sid)
        playback = self._playback(line, script)
        ended_by = "error"
        try:
            ended_by = self._play(line, playback)
        finally:
            self.transcript = Transcript(
                call_sid, self.from_number, self.to_number, playback.recorder.exchanges(), ended_by
            )
        return self.transcript

    def _play(self, line: Line, playback: Playback) -> str:
        started = monotonic()
        ended = playback.play(self.url("voice"))
        self.report(line, ended, round(monotonic() - started))
        return ended.by

    def report(self, line: Line, ended: Ended, seconds: int) -> None:
        """Post the status callback of a call that is over, and what was recorded of it."""
        require_success(line.post(self.url("status"), status_parameters(ended, seconds)))
        tell_of_tape(line, self.account_sid, seconds)

    def url(self, webhook: str) -> str:
        """Return the address of one of the webhooks that stand in Twilio's console."""
        return f"{self.base_url.rstrip('/')}/api/twilio/{webhook}"

    def line(self, call_sid: str) -> Line:
        """Return Twilio's side of the call, which delivers its webhooks."""
        return Line(
            transport=self.transport,
            base_url=self.base_url,
            auth_token=self.auth_token,
            standing_parameters=self._standing_parameters(call_sid),
            before_request=self.before_request,
            deliver_twice=self.deliver_twice,
        )

    def _playback(self, line: Line, script: Sequence[Step]) -> Playback:
        return Playback(
            line=line,
            account_sid=self.account_sid,
            steps=steps_of(script),
            dial_results=map(DialEnds, chain(self.dial_results, repeat("no-answer"))),
        )

    def _standing_parameters(self, call_sid: str) -> dict[str, str]:
        """Return what each request of the call says about it."""
        return {
            "CallSid": call_sid,
            "AccountSid": self.account_sid,
            "From": self.from_number,
            "To": self.to_number,
            "Caller": self.from_number,
            "Called": self.to_number,
            "CallStatus": "in-progress",
            "Direction": "inbound",
            "ApiVersion": "2010-04-01",
        }


def status_parameters(ended: Ended, seconds: int) -> dict[str, str]:
    """Return what the status callback of a call that is over says."""
    return {
        "CallStatus": ended.call_status,
        "CallDuration": str(seconds),
        "SequenceNumber": "0",
        "Timestamp": format_datetime(datetime.now(UTC)),
        "CallbackSource": "call-progress-events",
    }
