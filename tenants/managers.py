"""Lock 1: every query of a company's model is confined to the scope in force when it runs."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F
from django.db.models.sql.compiler import SQLCompiler

from tenants.configuration import touch_configuration
from tenants.databases import atomic
from tenants.scope import CompanyScope, PlatformScope, TenantNotBound, current_scope

if TYPE_CHECKING:
    from tenants.tenant_model import TenantModel

TenantT = TypeVar("TenantT", bound="TenantModel")


class WrongCompany(RuntimeError):
    """A write would have touched another company's row, or moved a row between companies."""


class UnscopedQuery(RuntimeError):
    """A query was made in a way that no scope can confine."""


class InScope(Expression):
    """True for rows of the company bound when the SQL is compiled, not when it was written."""

    conditional = True

    def __init__(self, company: F) -> None:
        super().__init__(output_field=BooleanField())
        self.company: Any = company

    def get_source_expressions(self) -> list[Any]:
        """Return the column that names the company."""
        return [self.company]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """Take the resolved column."""
        (self.company,) = exprs

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """Compile for the scope in force; raises `TenantNotBound` without one."""
        scope = current_scope()
        if isinstance(scope, PlatformScope):
            return "1 = 1", ()
        sql, params = compiler.compile(self.company)
        field = self.company.output_field
        return f"{sql} = %s", (*params, field.get_db_prep_value(scope.company_id, connection))


class InPlatform(Expression):
    """True in the platform's scope; anywhere else compiling it raises `TenantNotBound`."""

    conditional = True

    def __init__(self) -> None:
        super().__init__(output_field=BooleanField())

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """Compile to a condition that is always true, in the platform's scope only."""
        if not isinstance(current_scope(), PlatformScope):
            raise TenantNotBound("All rows of a global model need platform_scope(...).")
        return "1 = 1", ()


def guard_company(instance: "TenantModel") -> None:
    """Stamp the bound company on a new row; raises `WrongCompany` on any other company's."""
    scope = current_scope()
    if isinstance(scope, CompanyScope):
        if instance.company_id is None:
            instance.company_id = scope.company_id
        if instance.company_id != scope.company_id:
            raise WrongCompany(f"This {type(instance).__name__} is not the bound company's.")
    if instance.company_id is None:
        raise WrongCompany(f"A {type(instance).__name__} needs a company.")
    if instance.loaded_company_id not in (None, instance.company_id):
        raise WrongCompany(f"A {type(instance).__name__} never changes its company.")


class TenantQuerySet(models.QuerySet[TenantT]):
    """A queryset whose writes are stamped and checked, and tell the configuration's version."""

    def raw(self, *args: object, **kwargs: object) -> NoReturn:
        """Refuse: raw SQL knows no scope."""
        raise UnscopedQuery("raw() is not available on a company's model.")

    def update(self, **values: Any) -> int:
        """Update as usual, but never the company."""
        if values.keys() & {"company", "company_id"}:
            raise WrongCompany("update() may not move rows between companies.")
        with atomic(using=self.db, savepoint=False):
            companies = self._companies_touched()
            rows = super().update(**values)
            self._touch(companies)
        return rows

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete as usual."""
        with atomic(using=self.db, savepoint=False):
            companies = self._companies_touched()
            deleted = super().delete()
            self._touch(companies)
        return deleted

    def bulk_create(
        self,
        objs: Iterable[TenantT],
        batch_size: int | None = None,
        ignore_conflicts: bool = False,
        update_conflicts: bool = False,
        update_fields: Collection[str] | None = None,
        unique_fields: Collection[str] | None = None,
    ) -> list[TenantT]:
        """Insert as usual; an upsert must have the company among its `unique_fields`."""
        if update_conflicts and not {"company", "company_id"} & set(unique_fields or ()):
            raise WrongCompany("An upsert without the company could overwrite another's row.")
        rows = list(objs)
        for row in rows:
            guard_company(row)
        with atomic(using=self.db, savepoint=False):
            created = super().bulk_create(
                rows, batch_size, ignore_conflicts, update_conflicts, update_fields, unique_fields
            )
            self._touch({row.company_id for row in rows})
        for row in created:
            row.loaded_company_id = row.company_id
        return created

    def bulk_update(
        self, objs: Iterable[TenantT], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        """Update as usual, but never the company."""
        rows, names = list(objs), list(fields)
        if {"company", "company_id"} & set(names):
            raise WrongCompany("bulk_update() may not move rows between companies.")
        for row in rows:
            guard_company(row)
        return super().bulk_update(rows, names, batch_size)

    def _companies_touched(self) -> set[UUID]:
        if not self.model.shapes_the_agent:
            return set()
        scope = current_scope()
        if isinstance(scope, CompanyScope):
            return {scope.company_id}
        return set(self.order_by().values_list("company_id", flat=True).distinct())

    def _touch(self, companies: Collection[UUID]) -> None:
        if self.model.shapes_the_agent:
            for company_id in sorted(companies):
                touch_configuration(company_id)


class TenantManager(models.Manager.from_queryset(TenantQuerySet)):  # type: ignore[misc]
    """The only manager of a company's model: it sees the bound company's rows."""

    use_in_migrations = False

    def get_queryset(self) -> TenantQuerySet[Any]:
        """Return the rows in scope, whichever scope that is when the query runs."""
        return super().get_queryset().filter(InScope(F("company_id")))  # type: ignore[no-any-return]


class OwnRowsManager(models.Manager[Any]):
    """The rows of a global model that belong to the bound company."""

    def __init__(self, company_field: str) -> None:
        super().__init__()
        self._company_field = company_field

    def get_queryset(self) -> models.QuerySet[Any]:
        """Return the rows in scope."""
        return super().get_queryset().filter(InScope(F(self._company_field)))


class PlatformManager(models.Manager[Any]):
    """All rows of a global model, in the platform's scope only."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Return all rows; running the query elsewhere raises `TenantNotBound`."""
        return super().get_queryset().filter(InPlatform())
