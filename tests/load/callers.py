"""Callers at their own pace, and Twilio between them and us: it delivers once more on failure."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Thread

from telephony.simulator.line import sign
from telephony.simulator.transport import HTTPTransport, Response
from tests.load.companies import ACCOUNT, TOKEN, number_of
from tests.load.planning import PlannedCall

LISTENS = (b"<Gather", b"<Dial", b"<Record")
"""What is in an answer after which the call goes on."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn as its caller met it; `at` is in seconds since the first call could begin.

    `milliseconds` is all that he waited, a second delivery included; without an answer, `body` is
    None.
    """

    company: int
    call_sid: str
    index: int
    speech: str | None
    at: float
    milliseconds: float
    body: bytes | None


@dataclass
class Log:
    """What all callers have met; safe to write from each of their threads."""

    turns: list[Turn] = field(default_factory=list)
    failed_at: list[float] = field(default_factory=list)
    late_seconds: list[float] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    statuses_failed: list[str] = field(default_factory=list)


@dataclass
class Callers:
    """All callers of a run, and the clock that they share."""

    origin: str
    log: Log = field(default_factory=Log)
    began_at: float = field(default_factory=time.monotonic)

    def play(self, calls: Sequence[PlannedCall]) -> None:
        """Begin each call when it is due, and return when the last one is over."""
        playing: list[Thread] = []
        for call in calls:
            self._sleep_until(call.at)
            self.log.late_seconds.append(self.now() - call.at)
            playing.append(Thread(target=Caller(self, call).call))
            playing[-1].start()
        for thread in playing:
            thread.join()

    def now(self) -> float:
        """Return the seconds since the first call could begin."""
        return time.monotonic() - self.began_at

    def _sleep_until(self, at: float) -> None:
        time.sleep(max(0.0, at - self.now()))


@dataclass
class Caller:
    """Plays one call to its end, or until nobody answers."""

    callers: Callers
    planned: PlannedCall
    transport: HTTPTransport = field(default_factory=HTTPTransport)

    def call(self) -> None:
        """Ring, say everything, and hang up."""
        began_at = self.callers.now()
        if self._talks():
            self._hang_up(round(self.callers.now() - began_at))

    def _talks(self) -> bool:
        """Return whether the call came to an end of its own."""
        heard = self._ask(0, "voice", None)
        for index, speech in enumerate(self.planned.utterances, 1):
            if heard is None or not any(verb in heard for verb in LISTENS):
                break
            time.sleep(self.planned.pauses[index - 1])
            heard = self._ask(index, f"voice/turns/{index}", speech)
        time.sleep(self.planned.pauses[-1])
        return heard is not None

    def _ask(self, index: int, path: str, speech: str | None) -> bytes | None:
        facts = {} if speech is None else {"SpeechResult": speech, "Confidence": "0.9"}
        at, started = self.callers.now(), time.perf_counter()
        answer = self._delivered(path, facts)
        elapsed, body = time.perf_counter() - started, answer.body if answer else None
        who = self.planned.company, self.planned.call_sid, index
        self.callers.log.turns.append(Turn(*who, speech, at, elapsed * 1000, body))
        return body

    def _hang_up(self, seconds: int) -> None:
        ended = {"CallStatus": "completed", "CallDuration": str(seconds)}
        log = self.callers.log
        was_taken = self._delivered("status", ended) is not None
        (log.ended if was_taken else log.statuses_failed).append(self.planned.call_sid)

    def _delivered(self, path: str, facts: dict[str, str]) -> Response | None:
        """Return the answer to a delivery, or to its one repetition."""
        params = {
            "CallSid": self.planned.call_sid,
            "AccountSid": ACCOUNT,
            "From": "+12125550123",
            "To": number_of(self.planned.company),
            "CallStatus": "in-progress",
            **facts,
        }
        url = f"{self.callers.origin}/api/twilio/{path}"
        headers = {"X-Twilio-Signature": sign(TOKEN, url, params)}
        return self._tried(url, params, headers) or self._tried(url, params, headers)

    def _tried(self, url: str, params: dict[str, str], headers: dict[str, str]) -> Response | None:
        try:
            answer = self.transport.post(url, params, headers)
        except (OSError, HTTPException):
            answer = None
        if answer is None or answer.status != 200:
            self.callers.log.failed_at.append(self.callers.now())
            return None
        return answer
