"""What a company consists of: every model with rows of one, parents before their children."""

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tenants.checks import tenant_models
from tenants.models import Company, PhoneNumber, User
from tenants.scope import company_scope
from tenants.tenant_model import TenantModel

PAGE_ROWS = 500


@dataclass(frozen=True)
class Kind:
    """A model, the manager of the bound company's rows, and the fields that are kept back."""

    model: Any
    rows: Any
    withheld: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """Return the model's name, as in `telephony.Call`."""
        return str(self.model._meta.label)

    @property
    def fields(self) -> list[Any]:
        """Return what an archive holds of a row."""
        kept = self.model._meta.concrete_fields
        return [field for field in kept if field.name not in self.withheld]


_GLOBAL = (
    Kind(Company, Company.in_company, frozenset({"configuration_version", "deleted_at"})),
    Kind(
        User,
        User.in_company,
        frozenset({"password", "invitation_hash", "invitation_expires_at", "last_login"}),
    ),
    Kind(PhoneNumber, PhoneNumber.in_company, frozenset({"auth_token_encrypted", "checked_with"})),
)


def kinds() -> list[Kind]:
    """Return every kind of row that a company has, parents first."""
    return [*_GLOBAL, *map(_kind, ordered_tenant_models())]


def archived_kinds() -> list[Kind]:
    """Return the kinds whose rows stand in an archive, parents first."""
    return [kind for kind in kinds() if not getattr(kind.model, "left_out_of_archives", "")]


def ordered_tenant_models() -> list[type[TenantModel]]:
    """Return every company's model, in the one order in which each comes after what it names."""
    models = sorted(tenant_models(), key=lambda model: model._meta.label)
    known = {model: sorted(_parents(model), key=lambda one: one._meta.label) for model in models}
    return list(TopologicalSorter(known).static_order())


def pages_of(kind: Kind, company_id: UUID) -> Iterator[list[Any]]:
    """Yield the company's rows by id, page by page, each read in a scope of its own."""
    last: UUID | None = None
    while page := _page(kind, company_id, last):
        yield page
        last = page[-1].pk


def id_pages_of(kind: Kind, company_id: UUID) -> Iterator[list[UUID]]:
    """Yield the ids of the company's rows in the same way."""
    last: UUID | None = None
    while page := _id_page(kind, company_id, last):
        yield page
        last = page[-1]


def count_rows(company_id: UUID) -> dict[str, int]:
    """Return how many rows of each kind the company has, those that have none left out."""
    with company_scope(company_id):
        counted = {kind.label: kind.rows.count() for kind in kinds()}
    return {label: count for label, count in counted.items() if count}


def _page(kind: Kind, company_id: UUID, last: UUID | None) -> list[Any]:
    with company_scope(company_id):
        return list(_after(kind, last)[:PAGE_ROWS])


def _id_page(kind: Kind, company_id: UUID, last: UUID | None) -> list[UUID]:
    with company_scope(company_id):
        return list(_after(kind, last).values_list("pk", flat=True)[:PAGE_ROWS])


def _after(kind: Kind, last: UUID | None) -> QuerySet[Any]:
    rows: QuerySet[Any] = kind.rows.order_by("pk")
    return rows if last is None else rows.filter(pk__gt=last)


def _kind(model: type[TenantModel]) -> Kind:
    return Kind(model, model.objects, frozenset(model.secret_fields))


def _parents(model: type[TenantModel]) -> set[type[TenantModel]]:
    named = {field.related_model for field in model._meta.concrete_fields if field.is_relation}
    return {one for one in named if issubclass(one, TenantModel) and one is not model}
