"""A WSGI application that answers with prepared TwiML and remembers what was posted."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

# The auth token of Twilio's published examples.
SIGNING_KEY = "12345"
VOICE = "/api/twilio/voice"
STATUS = "/api/twilio/status"


@dataclass(frozen=True)
class Prepared:
    """One answer, ready to be sent."""

    body: bytes
    status: str = "200 OK"
    content_type: str = "text/xml"
    location: str = "/moved"


AUDIO = Prepared(b"mp3", content_type="audio/mpeg")


@dataclass(frozen=True)
class Received:
    """One request, as it arrived."""

    path: str
    url: str
    params: dict[str, str]
    environ: dict[str, Any]


@dataclass
class FakeServer:
    """Answers each path in the order prepared, and repeats the last answer for ever.

    A GET of what was not prepared brings audio.
    """

    prepared: dict[str, list[Prepared]] = field(default_factory=lambda: defaultdict(list))
    received: list[Received] = field(default_factory=list)

    def answers(self, path: str, *verbs: str) -> None:
        """Prepare a document of these verbs as the path's next answer."""
        self.answers_with(path, Prepared(twiml(*verbs)))

    def answers_with(self, path: str, prepared: Prepared) -> None:
        """Prepare the path's next answer."""
        self.prepared[path].append(prepared)

    def posted_to(self, path: str) -> list[dict[str, str]]:
        """Return the parameters of each request to the path."""
        return [request.params for request in self.received if request.path == path]

    @property
    def paths(self) -> list[str]:
        """Return the paths requested, in their order."""
        return [request.path for request in self.received]

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        request = received(environ)
        self.received.append(request)
        is_get = environ["REQUEST_METHOD"] == "GET"
        answer = self._next_answer(request.path, AUDIO if is_get else Prepared(twiml()))
        headers = [("Content-Type", answer.content_type), ("Location", answer.location)]
        start_response(answer.status, headers)
        return [answer.body]

    def _next_answer(self, path: str, otherwise: Prepared) -> Prepared:
        waiting = self.prepared[path] or [otherwise]
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


def received(environ: dict[str, Any]) -> Received:
    """Return what a WSGI environ says of its request."""
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0))
    path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
    origin = f"{environ['wsgi.url_scheme']}://{environ['HTTP_HOST']}"
    return Received(
        path=path,
        url=f"{origin}{path}?{query}" if query else f"{origin}{path}",
        params=dict(parse_qsl(body.decode(), keep_blank_values=True)),
        environ=environ,
    )


def twiml(*verbs: str) -> bytes:
    """Return a document of these verbs."""
    return f"<Response>{''.join(verbs)}</Response>".encode()
