"""A stand-in for ElevenLabs: a real HTTP server that answers as it is told to."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from tests.serving import QuietHandler, serving

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


@contextmanager
def standing_in() -> Iterator[StandIn]:
    """Run the server for the time of the block."""
    stand_in = StandIn()
    stand_in.goes_on.set()
    with serving(_handler_of(stand_in)) as stand_in.url:
        try:
            yield stand_in
        finally:
            stand_in.goes_on.set()


def _handler_of(stand_in: StandIn) -> type[QuietHandler]:
    class Handler(QuietHandler):
        def do_POST(self) -> None:
            asked = Asked(self.path, dict(self.headers), json.loads(self.read_body()))
            stand_in.asked.append(asked)
            stand_in.meanwhile()
            stand_in.goes_on.wait(30)
            self.answer(stand_in.status, stand_in.audio(asked), stand_in.headers)

    return Handler
