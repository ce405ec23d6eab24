"""What the next turn of a call starts from, in plain values."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from telephony.agent import Script
from telephony.taking.state import Taking


@dataclass(frozen=True, slots=True)
class CallState:
    """What the next turn starts from: counts in a row, who is left to ring, what was said.

    `asked` holds while the caller owes an answer to a scenario's question, `confirming` is what he
    was asked about by "did you mean…?". `facts` are what scenarios have set; `heard` counts the
    caller's utterances, and `answered_at` tells at which of them a scenario with a cooldown was
    answered last. `taking` is how far the details are that are being asked for, `unsure_of` what
    the caller had said before he was asked "did you mean…?".
    """

    silences: int = 0
    unclear: int = 0
    asked: bool = False
    confirming: str = ""
    last_said: str = ""
    to_ring: tuple[str, ...] = ()
    given: dict[str, int] = field(default_factory=dict)
    heard: int = 0
    answered_at: dict[str, int] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    taking: Taking | None = None
    unsure_of: str = ""

    def as_document(self) -> dict[str, Any]:
        """Return the state as JSON values."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Return the state that `as_document` made the document of."""
        if not document:
            return cls()
        taking = document.get("taking")
        parts = {
            "to_ring": tuple(document["to_ring"]),
            "taking": Taking.from_document(taking) if taking else None,
        }
        return cls(**{**document, **parts})

    def allows(self, script: Script) -> bool:
        """Whether the scenario may be answered now; an emergency always may."""
        return script.is_emergency or (self._meets(script) and not self._cools_down(script))

    def after(self, script: Script) -> Self:
        """Return the state once the scenario was answered: its effects, and its cooldown begun."""
        begun = {script.key: self.heard} if script.cooldown_turns else {}
        return replace(
            self,
            facts={**self.facts, **script.sets},
            answered_at={**self.answered_at, **begun},
        )

    def _meets(self, script: Script) -> bool:
        has_all = all(self._knows(name, value) for name, value in script.requires.items())
        return has_all and not any(self._knows(*fact) for fact in script.excludes.items())

    def _knows(self, name: str, value: object) -> bool:
        """Whether the fact stands; JSON's `true` is no `1`."""
        fact = self.facts.get(name)
        return fact == value and isinstance(fact, bool) == isinstance(value, bool)

    def _cools_down(self, script: Script) -> bool:
        last = self.answered_at.get(script.key)
        is_resting = last is not None and self.heard - last <= script.cooldown_turns
        return script.cooldown_turns > 0 and is_resting
