"""A call as it was heard: what the system said, and what the caller then did."""

from dataclasses import dataclass, replace
from typing import Any

from telephony.simulator.caller import Dtmf, HangUp, Say, Silence, Step


@dataclass(frozen=True)
class Exchange:
    """What was spoken, or played from which address, after a request; what the caller did then.

    `whispered` is what somebody heard who was rung and picked up, and `texted` what a text of the
    caller was answered.

    A second listening in the same document is an exchange of its own, with no wait.
    """

    url: str
    status: int
    elapsed_ms: float
    twiml: str
    spoken: tuple[str, ...] = ()
    played: tuple[str, ...] = ()
    dialled: tuple[str, ...] = ()
    whispered: tuple[str, ...] = ()
    texted: tuple[str, ...] = ()
    said: str | None = None
    digits: str | None = None
    silent: bool = False
    hung_up: bool = False

    def after(self, step: Step) -> "Exchange":
        """Return this exchange, ended by what the caller did."""
        match step:
            case Say(text):
                return replace(self, said=text)
            case Dtmf(digits):
                return replace(self, digits=digits)
            case Silence():
                return replace(self, silent=True)
            case HangUp():
                return replace(self, hung_up=True)

    def caller(self) -> dict[str, Any]:
        """Return the caller's part, empty if the system did not listen."""
        parts = {
            "say": self.said,
            "dtmf": self.digits,
            "silence": self.silent or None,
            "hangup": self.hung_up or None,
        }
        return {name: part for name, part in parts.items() if part is not None}


@dataclass(frozen=True)
class Transcript:
    """A whole call; `ended` says by whom: caller, system, rejected or error.

    `texts` are those that the caller sent meanwhile and afterwards.
    """

    call_sid: str
    from_number: str
    to_number: str
    exchanges: tuple[Exchange, ...]
    ended: str
    texts: tuple[Exchange, ...] = ()

    @property
    def spoken_text(self) -> str:
        """Return all that the system said, in one line."""
        return " ".join(text for exchange in self.exchanges for text in exchange.spoken)

    def as_document(self) -> dict[str, Any]:
        """Return the call as JSON-ready data."""
        return {
            "callSid": self.call_sid,
            "from": self.from_number,
            "to": self.to_number,
            "ended": self.ended,
            "turns": [turn(index, exchange) for index, exchange in enumerate(self.exchanges)],
            "texts": [{"sent": one.said, "answers": list(one.texted)} for one in self.texts],
        }


def turn(index: int, exchange: Exchange) -> dict[str, Any]:
    """Return one exchange as JSON-ready data."""
    return {
        "index": index,
        "caller": exchange.caller(),
        "spoken": " ".join(exchange.spoken),
        "played": list(exchange.played),
        "dialled": list(exchange.dialled),
        "whispered": list(exchange.whispered),
        "elapsedMs": round(exchange.elapsed_ms, 3),
    }
