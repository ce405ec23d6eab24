"""A stand-in for ElevenLabs: a real HTTP server that answers as it is told to."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

KEY = "sk_joes-own-key"
SPEAKER = "21m00Tcm4TlvDq8ikWAM"


@dataclass(frozen=True)
class Asked:
    """One request, as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class StandIn:
    """What the server answers, and what it was asked; it waits until `goes_on` is set."""

    url: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "audio/mpeg"})
    audio: Callable[[Asked], bytes] = lambda asked: f"mp3 of {asked.body['text']}".encode()
    goes_on: Event = field(default_factory=Event)
    meanwhile: Callable[[], None] = lambda: None
    asked: list[Asked] = field(default_factory=list)

    def said(self) -> list[str]:
        """Return the texts that were asked for, in their order."""
        return [asked.body["text"] for asked in self.asked]


class _QuietServer(ThreadingHTTPServer):
    """A server that does not mind who hangs up on it."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet."""


@contextmanager
def standing_in() -> Iterator[StandIn]:
    """Run the server for the time of the block."""
    stand_in = StandIn()
    stand_in.goes_on.set()
    server = _QuietServer(("127.0.0.1", 0), _handler_of(stand_in))
    stand_in.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        stand_in.goes_on.set()
        server.shutdown()
        server.server_close()


def _handler_of(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked = Asked(self.path, dict(self.headers), json.loads(body))
            stand_in.asked.append(asked)
            stand_in.meanwhile()
            stand_in.goes_on.wait(30)
            self._answer(stand_in.audio(asked))

        def _answer(self, audio: bytes) -> None:
            self.send_response(stand_in.status)
            for name, value in {**stand_in.headers, "Content-Length": str(len(audio))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(audio)

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

    return Handler
