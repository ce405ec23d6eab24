"""Differences between two states as a person reads them: by kind of row, and field by field."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from templates_brain.comparing import Difference


@dataclass(frozen=True)
class FieldChange:
    """One field before and after; of a list, what was put in and what was taken out."""

    label: str
    before: str = ""
    after: str = ""
    put_in: tuple[str, ...] = ()
    taken_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """One row that differs, with what changed in it."""

    key: str
    name: str
    label: str
    fields: list[FieldChange]


@dataclass
class Group:
    """The rows of one kind that differ."""

    title: str
    added: list[Shown] = field(default_factory=list)
    changed: list[Shown] = field(default_factory=list)
    removed: list[Shown] = field(default_factory=list)


def grouped(differences: Iterable[Difference], names: Mapping[str, str]) -> list[Group]:
    """Return what differs by kind; `names` calls scenarios by their key."""
    groups: dict[str, Group] = {}
    for one in differences:
        group = groups.setdefault(one.kind, Group(_TITLES[one.kind]))
        getattr(group, one.change).append(shown(one, names))
    return list(groups.values())


def shown(difference: Difference, names: Mapping[str, str]) -> Shown:
    """Return one difference as a person reads it."""
    is_changed = difference.change == "changed"
    return Shown(
        key=difference.key,
        name=names.get(difference.key, difference.key),
        label=difference.label,
        fields=field_changes(difference) if is_changed else [],
    )


def field_changes(difference: Difference) -> list[FieldChange]:
    """Return the changes in a row's fields."""
    return [_change(difference, name, sides) for name, sides in difference.fields.items()]


def label_of_field(name: str) -> str:
    """Return a document's field name in words."""
    words = re.sub(r"(?<!^)([A-Z])", r" \1", name.removeprefix("is"))
    return words.lower().capitalize()


def scenario_names(*contents: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of the scenarios of documents by key; the last document's stand."""
    return {one["key"]: one["name"] for content in contents for one in content["scenarios"]}


def _change(difference: Difference, name: str, sides: Mapping[str, Any]) -> FieldChange:
    label, items = label_of_field(name), difference.items.get(name)
    if items is None:
        return FieldChange(label, _text(sides["before"]), _text(sides["after"]))
    put_in, taken_out = (tuple(map(_text, items[side])) for side in ("added", "removed"))
    if put_in or taken_out:
        return FieldChange(label, put_in=put_in, taken_out=taken_out)
    return FieldChange(label, after="in another order")


def _text(value: Any) -> str:
    """Return a value to be read; an empty one as nothing."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


_TITLES = {
    "template": "The template itself",
    "scenario": "Scenarios",
    "category": "Categories",
    "behaviour": "Behaviours",
    "variable": "Variables",
    "filler": "Filler words",
    "synonym": "Synonyms",
    "urgency": "Urgency keywords",
}
