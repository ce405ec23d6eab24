"""How far the taking of details is, in plain values."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

from telephony.releases import known
from telephony.taking.fields import WHEN, Field

MOST_TRIES = 3


class Step(StrEnum):
    """What the caller was asked last."""

    WANTED = "wanted"
    ASK = "ask"
    OWN_NUMBER = "own_number"
    CONFIRM = "confirm"
    OFFER = "offer"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Told:
    """A detail: what is kept, how it is read back, and whether the caller has confirmed it."""

    value: Any
    said: str
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Taking:
    """What is being taken for which hook: the fields in order, and what was told so far.

    `asked` names the field that the caller was asked for, which was misunderstood `tries` times.
    `windows` are those that were offered, `visits` those that were found and not refused, each as
    JSON values; `visit` is the one that is to be changed.
    """

    hook: str
    scenario: str
    fields: tuple[Field, ...]
    parameters: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    step: Step = Step.ASK
    asked: str = ""
    tries: int = 0
    told: Mapping[str, Told] = dataclasses.field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    windows: tuple[Mapping[str, Any], ...] = ()
    visits: tuple[Mapping[str, Any], ...] = ()
    visit: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    urgency: float = 0.0

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Return the taking that `asdict` made the document of."""
        parts = {
            "fields": tuple(known(Field, one) for one in document["fields"]),
            "step": Step(document["step"]),
            "told": {name: known(Told, one) for name, one in document["told"].items()},
            **{name: tuple(document[name]) for name in ("skipped", "windows", "visits")},
        }
        return known(cls, {**document, **parts})

    @property
    def field(self) -> Field | None:
        """The field that the caller was asked for."""
        return self.named(self.asked)

    @property
    def when(self) -> Field | None:
        """The first field that tells a day or a time."""
        return self.first_of(WHEN)

    def named(self, name: str) -> Field | None:
        """Return the field of a name."""
        return next((one for one in self.fields if one.name == name), None)

    def first_of(self, types: frozenset[str]) -> Field | None:
        """Return the first field of one of these types."""
        return next((one for one in self.fields if one.type in types), None)

    def told_of(self, kind: str) -> Told | None:
        """Return what was told for the first field of a type."""
        first = self.first_of(frozenset({kind}))
        return self.told.get(first.name) if first else None

    def open_field(self) -> Field | None:
        """Return the next field that is neither confirmed nor skipped."""
        return next((one for one in self.fields if self._is_open(one)), None)

    def untold(self) -> list[Field]:
        """Return the fields of which nothing is known."""
        return [one for one in self.fields if one.name not in {*self.told, *self.skipped}]

    def with_told(self, told: Mapping[str, Told]) -> Self:
        """Return the taking with more details, or with others."""
        return replace(self, told={**self.told, **told})

    def sure_of(self, name: str) -> Self:
        """Return the taking with a detail confirmed, at the next question."""
        known = {**self.told, name: replace(self.told[name], is_sure=True)}
        return replace(self, told=known, tries=0, windows=())

    def without(self, name: str) -> Self:
        """Return the taking without a detail."""
        return replace(self, told={key: one for key, one in self.told.items() if key != name})

    def skipping(self, name: str) -> Self:
        """Return the taking in which a field is left out."""
        return replace(self.without(name), skipped=(*self.skipped, name), tries=0)

    def _is_open(self, one: Field) -> bool:
        told = self.told.get(one.name)
        return one.name not in self.skipped and not (told and told.is_sure)
