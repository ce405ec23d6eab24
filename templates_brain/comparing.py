"""What differs between two versions of a template, or two states of a company's copy.

Plain values in and out; nothing here reads or writes anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from templates_brain.merging import OWN_FIELDS, label_of

Row = Mapping[str, Any]
Change = Literal["added", "removed", "changed"]

KINDS = {
    "scenarios": ("scenario", "key"),
    "categories": ("category", "key"),
    "behaviours": ("behaviour", "key"),
    "variableDefinitions": ("variable", "name"),
    "variables": ("variable", "name"),
    "fillerWords": ("filler", "word"),
    "synonyms": ("synonym", "word"),
    "urgencyKeywords": ("urgency", "word"),
}
"""The lists that are compared: what a row of each is, and what tells its rows apart."""

FACTS = ("name", "industry", "description", "extends")
"""The facts of a template itself."""

_BOOKKEEPING = OWN_FIELDS - {"key"} | {"position"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is there, gone or otherwise; `fields` tells before and after by field.

    `items` tells, of each list among the fields, what was put in and what was taken out.
    """

    kind: str
    key: str
    change: Change
    fields: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    items: Mapping[str, dict[str, list[Any]]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The name by which conflicts and previews speak of the row."""
        return label_of(self.kind, self.key)

    def as_document(self) -> dict[str, Any]:
        """Return the difference as JSON values."""
        return {
            "kind": self.kind,
            "key": self.key,
            "change": self.change,
            "fields": dict(self.fields),
            "items": dict(self.items),
        }


def compare_versions(before: Row, after: Row) -> tuple[Difference, ...]:
    """Return what differs between two templates' documents, the template's own facts first."""
    own = [{name: content.get(name) for name in FACTS} for content in (before, after)]
    facts = _difference("template", str(after.get("key", "")), *own)
    rows = _compare_lists(before, after)
    return (*(one for one in (facts,) if one), *rows)


def compare_sections(before: Mapping[str, Row], after: Mapping[str, Row]) -> tuple[Difference, ...]:
    """Return what differs between two states of a company's sections."""
    lists = [
        {name: rows for one in state.values() for name, rows in one.items()}
        for state in (before, after)
    ]
    return tuple(_compare_lists(*lists))


def _compare_lists(before: Row, after: Row) -> Iterable[Difference]:
    for name, (kind, key) in KINDS.items():
        was, now = (_by(key, content.get(name, ())) for content in (before, after))
        for one in dict.fromkeys((*was, *now)):
            difference = _difference(kind, one[0], was.get(one), now.get(one))
            if difference:
                yield difference


def _difference(kind: str, key: str, was: Row | None, now: Row | None) -> Difference | None:
    if was is None:
        return Difference(kind, key, "added", _fields({}, now or {}))
    if now is None:
        return Difference(kind, key, "removed", _fields(was, {}))
    fields = _fields(was, now)
    lists = {name: _items(**sides) for name, sides in fields.items() if _are_lists(sides)}
    return Difference(kind, key, "changed", fields, lists) if fields else None


def _fields(was: Row, now: Row) -> dict[str, dict[str, Any]]:
    names = [name for name in dict.fromkeys((*was, *now)) if name not in _BOOKKEEPING]
    return {
        name: {"before": was.get(name), "after": now.get(name)}
        for name in names
        if was.get(name) != now.get(name)
    }


def _items(before: list[Any], after: list[Any]) -> dict[str, list[Any]]:
    return {
        "added": [item for item in after if item not in before],
        "removed": [item for item in before if item not in after],
    }


def _are_lists(sides: Mapping[str, Any]) -> bool:
    return all(isinstance(side, list) for side in sides.values())


def _by(key: str, rows: Iterable[Any]) -> dict[tuple[str, str], Row]:
    """Return rows by what tells them apart: their key, and whose they are."""
    named = ({key: row} if isinstance(row, str) else row for row in rows)
    return {(row[key], row.get("origin", "")): row for row in named}
