"""How two states of a scenario differ, as a person reads it: field by field."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from templates_brain.merging import ITEM_FIELDS
from templates_brain.models import Scenario
from templates_brain.snapshots import SCENARIO_COLUMNS


@dataclass(frozen=True)
class FieldChange:
    """One field before and after; of a list whose items count singly, what came and what went."""

    label: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    put_in: tuple[str, ...] = ()
    taken_out: tuple[str, ...] = ()


def field_changes(details: Mapping[str, Mapping[str, Any]]) -> list[FieldChange]:
    """Return the changes of `{field: {"before": …, "after": …}}`, in the order of the form."""
    order = list(SCENARIO_COLUMNS)
    known = sorted(details.keys() & SCENARIO_COLUMNS.keys(), key=order.index)
    return [_change(name, details[name]["before"], details[name]["after"]) for name in known]


def label_of_field(name: str) -> str:
    """Return what the desk's forms call a field of the document."""
    return str(Scenario._meta.get_field(SCENARIO_COLUMNS[name]).verbose_name).capitalize()


def _change(name: str, before: Any, after: Any) -> FieldChange:
    was, now = _lines(before), _lines(after)
    if name not in ITEM_FIELDS:
        return FieldChange(label_of_field(name), was, now)
    return FieldChange(
        label_of_field(name),
        put_in=tuple(line for line in now if line not in was),
        taken_out=tuple(line for line in was if line not in now),
    )


def _lines(value: Any) -> tuple[str, ...]:
    """Return a value as lines to read; an empty one as none."""
    if value in (None, "", [], {}):
        return ()
    if isinstance(value, list):
        return tuple(_line(one) for one in value)
    return (_line(value),)


def _line(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
