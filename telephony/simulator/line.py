"""Twilio's side of the line: signed webhooks, counted, timed and delivered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import urlsplit
from uuid import uuid4

from twilio.request_validator import RequestValidator

from telephony.simulator.grammar import BadTwiML
from telephony.simulator.tape import Tape
from telephony.simulator.transport import Response, Transport

MAX_REQUESTS = 100
XML_TYPES = frozenset({"text/xml", "application/xml"})


class BadResponse(Exception):
    """The server's answer is one that Twilio would not take."""


@dataclass(frozen=True)
class Answer:
    """The answer to one webhook, and how long the caller waited for it."""

    url: str
    response: Response
    elapsed_ms: float


@dataclass
class Line:
    """Delivers the webhooks of one call, each with the parameters of every request.

    `tape` is the recording of the whole call, where one was begun. Once the `caller_is_gone`,
    nobody hears what was answered.
    """

    transport: Transport
    base_url: str
    auth_token: str
    standing_parameters: Mapping[str, str]
    before_request: Callable[[int], None] | None = None
    deliver_twice: bool = False
    tape: Tape | None = None
    caller_is_gone: bool = False
    requests: int = 0

    def post(self, url: str, parameters: Mapping[str, str]) -> Answer:
        """Return the answer to one signed webhook; `parameters` overrule the standing ones."""
        self._check_origin(url)
        self._count_request()
        params = {**self.standing_parameters, **parameters}
        headers = {
            "X-Twilio-Signature": sign(self.auth_token, url, params),
            "I-Twilio-Idempotency-Token": str(uuid4()),
        }
        started = perf_counter()
        response = self._deliver(url, params, headers)
        elapsed_ms = (perf_counter() - started) * 1000
        if self.deliver_twice and self._deliver(url, params, headers) != response:
            raise BadResponse(f"{url} answered a repeated delivery differently.")
        return Answer(url, response, elapsed_ms)

    def fetch_audio(self, url: str) -> None:
        """Fetch what is played from our own server; raises BadResponse unless it is audio."""
        if not self._is_ours(url):
            return
        try:
            response = self.transport.get(url)
        except OSError as error:
            raise BadResponse(f"{url} did not answer: {error}.") from error
        is_audio = response.content_type.startswith("audio/") and response.body
        if response.status != 200 or not is_audio:
            kind = response.content_type or "no content type"
            raise BadResponse(f"{url} answered {response.status} with {kind} and no audio.")

    def leg(self, call_sid: str, number: str) -> "Line":
        """Return the line to somebody who is rung for this call."""
        of_the_leg = {
            "CallSid": call_sid,
            "ParentCallSid": self.standing_parameters.get("CallSid", ""),
            "To": number,
            "Called": number,
            "Direction": "outbound-dial",
        }
        params = {**self.standing_parameters, **of_the_leg}
        return Line(self.transport, self.base_url, self.auth_token, params)

    def _is_ours(self, url: str) -> bool:
        return urlsplit(url)[:2] == urlsplit(self.base_url)[:2]

    def _check_origin(self, url: str) -> None:
        """Raise BadTwiML for a link to another server, which would be handed the call."""
        if not self._is_ours(url):
            raise BadTwiML(f"The TwiML leads away from {self.base_url}, to {url}.")

    def _count_request(self) -> None:
        self.requests += 1
        if self.requests > MAX_REQUESTS:
            raise BadTwiML(f"The call made more than {MAX_REQUESTS} requests.")
        if self.before_request is not None:
            self.before_request(self.requests)

    def _deliver(self, url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> Response:
        try:
            return self.transport.post(url, params, headers)
        except OSError as error:
            raise BadResponse(f"{url} did not answer: {error}.") from error


def sign(auth_token: str, url: str, params: Mapping[str, str]) -> str:
    """Return the X-Twilio-Signature of a POST of these parameters to this URL."""
    signature: str = RequestValidator(auth_token).compute_signature(url, params)
    return signature


def require_xml(answer: Answer) -> bytes:
    """Return the body of an answer that Twilio would read as TwiML, or raise BadResponse."""
    response = answer.response
    if response.status != 200:
        raise BadResponse(f"{answer.url} answered {response.status} and not 200.")
    if response.content_type.split(";")[0].strip().lower() not in XML_TYPES:
        kind = response.content_type or "no content type"
        raise BadResponse(f"{answer.url} answered {kind} and not XML.")
    return response.body


def require_success(answer: Answer) -> None:
    """Raise BadResponse unless a status callback, whose body nobody reads, was taken."""
    if not 200 <= answer.response.status < 300:
        raise BadResponse(f"{answer.url} answered {answer.response.status} to a status callback.")
