"""Callers who ring one company after another, and deliver as Twilio does: once more on failure."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from threading import Lock

from telephony.simulator.grammar import BadTwiML
from telephony.simulator.line import sign
from telephony.simulator.results import new_sid
from telephony.simulator.transport import HTTPTransport, Response
from telephony.simulator.twiml_document import read_twiml
from tests.load.companies import ACCOUNT, TOKEN, marker_of, number_of, price_of

UTTERANCES = (
    "how much is a service call",
    "um do you guys come out on the weekend",
    "i smell gas in my kitchen",
    "what does it cost when somebody comes out",
    "can you tell me about quantum chromodynamics",
    "",
    "uh my toilet is overflowing",
    "how much is a service call",
)
MARKER = re.compile(r"Marker\d{3}|\$7,?\d{3}")


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A turn to which a caller got an answer."""

    company: int
    call_sid: str
    index: int
    body: str


@dataclass
class Log:
    """What all callers have met; safe to write from each of their threads."""

    acknowledged: list[Acknowledged] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    failed_at: list[float] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    invalid: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)


@dataclass
class Turns:
    """How many turns are left to be asked for, among all callers; more, until `enough` is true."""

    left: int
    enough: Callable[[], bool]
    _guard: Lock = field(default_factory=Lock)

    def take(self) -> bool:
        """Return whether there is another turn, and count it."""
        with self._guard:
            self.left -= 1
            return self.left >= 0 or not self.enough()


@dataclass
class Caller:
    """Rings company after company, from the caller's own first one on."""

    origin: str
    companies: int
    first: int
    turns: Turns
    log: Log
    transport: HTTPTransport = field(default_factory=HTTPTransport)

    def call_on(self) -> None:
        """Ring until no turn is left."""
        for order in count(self.first):
            if not self._call(order % self.companies):
                return

    def _call(self, company: int) -> bool:
        """Play one call; return whether there is another to be made."""
        call_sid = new_sid("CA")
        for index, path, heard in _script():
            if not self.turns.take():
                return False
            if not self._ask(company, call_sid, index, path, heard):
                return True
        ended = {"CallStatus": "completed", "CallDuration": "60"}
        if self._delivered(company, call_sid, "status", ended):
            self.log.ended.append(call_sid)
        return True

    def _ask(
        self, company: int, call_sid: str, index: int, path: str, heard: dict[str, str]
    ) -> bool:
        """Ask for a turn and judge the answer; return whether there was one."""
        answer = self._delivered(company, call_sid, path, heard)
        where = f"{call_sid} {index}"
        if answer is None:
            self.log.unanswered.append(where)
            return False
        body = answer.body.decode(errors="replace")
        self.log.acknowledged.append(Acknowledged(company, call_sid, index, body))
        self._judge(
            company, where, answer, body, has_name=heard.get("SpeechResult") in UTTERANCES[:1]
        )
        return True

    def _judge(
        self, company: int, where: str, answer: Response, body: str, *, has_name: bool
    ) -> None:
        own = {marker_of(company), f"${price_of(company)}", f"${int(price_of(company)):,}"}
        heard = set(MARKER.findall(body))
        if heard - own:
            self.log.foreign.append(where)
        if has_name and not heard:
            self.log.nameless.append(where)
        try:
            read_twiml(answer.body)
        except BadTwiML as error:
            self.log.invalid.append(f"{where}: {error}")

    def _delivered(
        self, company: int, call_sid: str, path: str, heard: dict[str, str]
    ) -> Response | None:
        """Return the answer to a delivery, or to its one repetition."""
        params = {
            "CallSid": call_sid,
            "AccountSid": ACCOUNT,
            "From": "+12125550123",
            "To": number_of(company),
            "CallStatus": "in-progress",
            **heard,
        }
        url = f"{self.origin}/api/twilio/{path}"
        headers = {"X-Twilio-Signature": sign(TOKEN, url, params)}
        return self._tried(url, params, headers) or self._tried(url, params, headers)

    def _tried(self, url: str, params: dict[str, str], headers: dict[str, str]) -> Response | None:
        started = time.perf_counter()
        try:
            answer = self.transport.post(url, params, headers)
        except (OSError, HTTPException):
            answer = None
        if answer is None or answer.status != 200:
            self.log.failed_at.append(time.monotonic())
            return None
        self.log.milliseconds.append((time.perf_counter() - started) * 1000)
        return answer


def _script() -> Iterator[tuple[int, str, dict[str, str]]]:
    yield 0, "voice", {}
    for index, speech in enumerate(UTTERANCES, 1):
        yield index, f"voice/turns/{index}", {"SpeechResult": speech, "Confidence": "0.9"}
