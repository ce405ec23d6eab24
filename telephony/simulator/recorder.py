"""Writes down a call while it is played."""

from dataclasses import dataclass, field, replace

from telephony.simulator.caller import Step
from telephony.simulator.line import Answer
from telephony.simulator.transcript import Exchange


@dataclass
class Recorder:
    """Collects the exchanges of a call in the order in which they happen."""

    closed: list[Exchange] = field(default_factory=list)
    current: Exchange | None = None

    def answered(self, answer: Answer) -> None:
        """Begin the exchange of a new answer."""
        self._close()
        self.current = Exchange(
            url=answer.url,
            status=answer.response.status,
            elapsed_ms=answer.elapsed_ms,
            twiml=answer.response.body.decode("utf-8", errors="replace"),
        )

    def spoke(self, text: str) -> None:
        """Add what the caller hears; empty text is not heard."""
        if text:
            exchange = self._open()
            self.current = replace(exchange, spoken=(*exchange.spoken, text))

    def played(self, url: str) -> None:
        """Add the address of audio that the caller hears."""
        exchange = self._open()
        self.current = replace(exchange, played=(*exchange.played, url))

    def dialled(self, numbers: tuple[str, ...]) -> None:
        """Add the numbers that were called."""
        exchange = self._open()
        self.current = replace(exchange, dialled=(*exchange.dialled, *numbers))

    def whispered(self, texts: tuple[str, ...]) -> None:
        """Add what somebody hears who is rung and picks up."""
        exchange = self._open()
        self.current = replace(exchange, whispered=(*exchange.whispered, *texts))

    def caller_did(self, step: Step) -> None:
        """End the exchange with what the caller did."""
        self.current = self._open().after(step)
        self._close()

    def exchanges(self) -> tuple[Exchange, ...]:
        """Return all exchanges so far."""
        self._close()
        return tuple(self.closed)

    def _open(self) -> Exchange:
        """Return the open exchange, or one that goes on with the document of the last."""
        if self.current is not None:
            return self.current
        last = self.closed[-1]
        return Exchange(url=last.url, status=last.status, elapsed_ms=0.0, twiml=last.twiml)

    def _close(self) -> None:
        if self.current is not None:
            self.closed.append(self.current)
        self.current = None
