"""What the next turn of a call starts from, in plain values."""

from dataclasses import asdict, dataclass, field, fields, replace
from math import prod
from typing import Any, Self

from telephony.agent import Script
from telephony.taking.state import Taking


@dataclass(frozen=True, slots=True)
class CallState:
    """What the next turn starts from: counts in a row, who is left to ring, what was said.

    `asked` holds while the caller owes an answer to a scenario's question, `confirming` is what he
    was asked about by "did you mean…?". `subject` is the scenario or answer that the call is about,
    and `recording` holds while the caller leaves a message. `facts` are what scenarios have set;
    `heard` counts the caller's utterances, and `answered_at` tells at which of them a scenario with
    a cooldown was answered last. `taking` is how far the details are that are being asked for,
    `unsure_of` what the caller had said before he was asked "did you mean…?".

    `doubted` is what was heard badly and read back, `choosing` the two of which one was meant,
    `offered` the second request that the caller was reminded of, and `pending` those that he was
    not yet. `leaving_message` holds while the next words are for the company's people,
    `awaits_person` while silence means to be put through, `is_forwarded` while the company's own
    phone rings first. `pace` is a share of the voice's. `suspicion` weighs the signs of spam from
    0 to 1, `gate` tells whether the caller was stopped for them ("shut") or let in ("passed").
    `recorded` tells whether the whole call is recorded ("on"), or was until the caller would not
    have it ("off").
    """

    silences: int = 0
    unclear: int = 0
    asked: bool = False
    confirming: str = ""
    subject: str = ""
    recording: bool = False
    last_said: str = ""
    to_ring: tuple[str, ...] = ()
    given: dict[str, int] = field(default_factory=dict)
    heard: int = 0
    answered_at: dict[str, int] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    doubted: str = ""
    choosing: tuple[str, ...] = ()
    offered: str = ""
    pending: tuple[str, ...] = ()
    leaving_message: bool = False
    awaits_person: bool = False
    is_forwarded: bool = False
    pace: float = 1.0
    suspicion: dict[str, float] = field(default_factory=dict)
    gate: str = ""
    taking: Taking | None = None
    unsure_of: str = ""
    recorded: str = ""

    def as_document(self) -> dict[str, Any]:
        """Return the state as JSON values."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Return the state that `as_document` made the document of, in whatever release.

        What a newer release has added is left out, what an older one lacked has its default.
        """
        known = [one for one in fields(cls) if one.name in document]
        parts = {one.name: _as(one.default, document[one.name]) for one in known}
        taking = parts.get("taking")
        return cls(**{**parts, "taking": Taking.from_document(taking) if taking else None})

    @property
    def spam_score(self) -> float:
        """Return how surely the call is spam, from 0 to 1: each sign adds to the others."""
        return 1 - prod(1 - weight for weight in self.suspicion.values())

    def settled(self) -> Self:
        """Return the state with nothing left open that was asked beside the answers."""
        return replace(
            self,
            doubted="",
            choosing=(),
            offered="",
            leaving_message=False,
            awaits_person=False,
            is_forwarded=False,
        )

    def counting(self, name: str) -> Self:
        """Return the state once `name` was said one more time."""
        return replace(self, given={**self.given, name: self.given.get(name, 0) + 1})

    def allows(self, script: Script) -> bool:
        """Whether the scenario may be answered now; an emergency always may.

        Every scenario is asked about on every turn, and few have conditions: those come first.
        """
        is_free = not (script.requires or script.excludes or script.cooldown_turns)
        may_always = is_free or script.is_emergency
        return may_always or (self._meets(script) and not self._cools_down(script))

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


def _as(default: object, value: Any) -> Any:
    """Return a value from JSON in the kind of the field's default: JSON has lists only."""
    return tuple(value) if isinstance(default, tuple) else value
