"""Rows emptied of what callers said or are known by; their figures stay."""

from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tenants.tenant_model import TenantModel


def not_blank(model: type[TenantModel], names: tuple[str, ...]) -> Q:
    """Return the condition that at least one of these fields still holds something."""
    blanks = (~Q(**{name: _blank(model, name)}) for name in names)
    return reduce(or_, blanks)


def blank(model: type[TenantModel], ids: list[UUID]) -> int:
    """Empty the personal fields of these rows of the bound company."""
    values = {name: _blank(model, name) for name in model.personal_fields}
    rows: QuerySet[Any] = model.objects.filter(pk__in=ids)
    return rows.update(**values)


def _blank(model: type[TenantModel], name: str) -> Any:
    """Return what the field holds of nobody: nothing, or its default where that is required."""
    field: Any = model._meta.get_field(name)
    return None if field.null else field.get_default() if field.has_default() else ""
