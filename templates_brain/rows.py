"""Rows made what they should be: those that stand as they should are left alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from tenants.tenant_model import TenantModel

Values = Mapping[str, Any]


def write_rows(
    model: type[TenantModel],
    key_fields: tuple[str, ...],
    wanted: Sequence[Values],
    *,
    is_pruning: bool = True,
) -> None:
    """Create, change and delete the bound company's rows until they are the wanted ones.

    Rows are told apart by their key fields; without pruning, those that nobody wants stay.
    """
    standing = {_key_of(row, key_fields): row for row in model.objects.all()}
    created, changed, fields = [], [], set[str]()
    for values in wanted:
        row = standing.pop(tuple(values[name] for name in key_fields), None)
        if row is None:
            created.append(model(**values))
        elif new := _taken(row, values):
            changed.append(row)
            fields |= new
    if is_pruning and standing:
        model.objects.filter(pk__in=[row.pk for row in standing.values()]).delete()
    if created:
        model.objects.bulk_create(created)
    if changed:
        model.objects.bulk_update(changed, sorted(fields))


def _key_of(row: TenantModel, key_fields: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in key_fields)


def _taken(row: TenantModel, values: Values) -> set[str]:
    """Set the values on the row; return the names of those that were new."""
    new = {name: value for name, value in values.items() if not _stands(row, name, value)}
    for name, value in new.items():
        setattr(row, name, value)
    return set(new)


def _stands(row: TenantModel, name: str, value: Any) -> bool:
    field = row._meta.get_field(name)
    wanted = value.pk if field.is_relation else value
    return bool(getattr(row, field.attname) == wanted)
