"""A company's values: read, and changed by merging."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from rest_framework import serializers

from templates_brain.history import keep_state, record_change
from templates_brain.models import Section, Variable
from templates_brain.placeholders import spoken_value
from templates_brain.values import checked_value
from tenants.errors import RefusedByRule
from tenants.models import Company

__all__ = [
    "Change",
    "check_changes",
    "checked_value",
    "merge_variables",
    "spoken_values",
    "variable_values",
]


def variable_values() -> dict[str, str]:
    """Return the bound company's values by name, those that are filled in."""
    return dict(Variable.objects.exclude(value="").values_list("name", "value"))


def spoken_values(rows: Iterable[Variable]) -> dict[str, str]:
    """Return what callers hear of each variable: the value, else its definition's default."""
    said = {row.name: (row.type, row.value or row.default) for row in rows}
    return {name: spoken_value(kind, value) for name, (kind, value) in said.items() if value}


@dataclass(frozen=True, slots=True)
class Change:
    """A variable whose value would become another; an empty one is none."""

    row: Variable
    value: str


def check_changes(given: Mapping[str, object]) -> list[Change]:
    """Return what merging these values would change; None removes one. Nothing is written.

    Raises DRF's `ValidationError` with every name at fault, `RefusedByRule` where a live company
    would lose what it must have.
    """
    rows = {row.name: row for row in Variable.objects.all() if row.name in given}
    checked, faults = _checked(rows, given)
    if faults:
        raise serializers.ValidationError(faults)
    changes = [Change(row, checked[name]) for name, row in rows.items()]
    changes = [change for change in changes if change.row.value != change.value]
    _refuse_loss([one.row.name for one in changes if one.row.required and not one.value])
    return changes


def merge_variables(given: Mapping[str, object], *, actor: str) -> dict[str, str]:
    """Merge values into the bound company's and return all of them; None removes one.

    Raises what `check_changes` raises; then nothing is written.
    """
    keep_state()
    changes = check_changes(given)
    for change in changes:
        change.row.value = change.value
    if changes:
        Variable.objects.bulk_update([change.row for change in changes], ["value"])
        names = sorted(change.row.name for change in changes)
        record_change(actor, "variables_changed", [Section.VARIABLES], names=names)
    return variable_values()


def _refuse_loss(names: list[str]) -> None:
    if names and Company.in_company.get().is_live:
        refusal = RefusedByRule("The company takes calls and needs these; change them instead.")
        refusal.details = {name: ["Required while the company is live."] for name in names}
        raise refusal


def _checked(
    rows: Mapping[str, Variable], changes: Mapping[str, object]
) -> tuple[dict[str, str], dict[str, list[str]]]:
    checked: dict[str, str] = {}
    faults: dict[str, list[str]] = {}
    for name, value in changes.items():
        row = rows.get(name)
        if row is None:
            faults[name] = ["There is no such variable."]
            continue
        try:
            checked[name] = "" if value is None else _checked_for(row, value)
        except ValidationError as error:
            faults[name] = error.messages
    return checked, faults


def _checked_for(row: Variable, value: object) -> str:
    return checked_value(row.type, value, row.choices, row.validation)
