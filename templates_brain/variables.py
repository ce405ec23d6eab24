"""A company's values: read, and changed by merging."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from rest_framework import serializers

from templates_brain.history import keep_state, record_change
from templates_brain.models import Section, Variable
from templates_brain.placeholders import spoken_value
from templates_brain.values import checked_value
from tenants.errors import RefusedByRule
from tenants.models import Company

__all__ = ["checked_value", "merge_variables", "spoken_values", "variable_values"]


def variable_values() -> dict[str, str]:
    """Return the bound company's values by name, those that are filled in."""
    return dict(Variable.objects.exclude(value="").values_list("name", "value"))


def spoken_values(rows: Iterable[Variable]) -> dict[str, str]:
    """Return what callers hear of each variable: the value, else its definition's default."""
    said = {row.name: (row.type, row.value or row.default) for row in rows}
    return {name: spoken_value(kind, value) for name, (kind, value) in said.items() if value}


def merge_variables(changes: Mapping[str, object], *, actor: str) -> dict[str, str]:
    """Merge values into the bound company's and return all of them; None removes one.

    Raises DRF's `ValidationError` with every name at fault, `RefusedByRule` where a live company
    would lose what it must have; then nothing is written.
    """
    keep_state()
    rows = {row.name: row for row in Variable.objects.all() if row.name in changes}
    checked, faults = _checked(rows, changes)
    if faults:
        raise serializers.ValidationError(faults)
    changed = [rows[name] for name, value in checked.items() if rows[name].value != value]
    _refuse_loss([row.name for row in changed if row.required and not checked[row.name]])
    for row in changed:
        row.value = checked[row.name]
    if changed:
        Variable.objects.bulk_update(changed, ["value"])
        names = sorted(row.name for row in changed)
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
