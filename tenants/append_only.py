"""Rows that are added and never changed: what was done stays on record."""

from collections.abc import Collection, Iterable
from typing import Any, NoReturn, TypeVar

from tenants.managers import TenantManager, TenantQuerySet, guard_company
from tenants.scope import current_scope
from tenants.tenant_model import TenantModel

RowT = TypeVar("RowT", bound="AppendOnlyModel")


class ChangeRefused(RuntimeError):
    """A row that was added for good was about to be changed or removed."""


class AppendOnlyQuerySet(TenantQuerySet[RowT]):
    """A queryset that reads, and adds rows one by one."""

    def update(self, **values: Any) -> NoReturn:
        """Refuse; raises `ChangeRefused`, or `TenantNotBound` without a scope."""
        _refuse()

    def delete(self) -> NoReturn:
        """Refuse; raises `ChangeRefused`, or `TenantNotBound` without a scope."""
        _refuse()

    def bulk_create(self, objs: Iterable[RowT], *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: each row stands on the one before it."""
        for row in objs:
            guard_company(row)
        _refuse()

    def bulk_update(
        self, objs: Iterable[RowT], fields: Collection[str], batch_size: int | None = None
    ) -> NoReturn:
        """Refuse; raises `ChangeRefused`, or what `guard_company` raises."""
        for row in objs:
            guard_company(row)
        _refuse()


class AppendOnlyModel(TenantModel):
    """A company's row that is saved once; it goes when its whole company goes."""

    objects = TenantManager.from_queryset(AppendOnlyQuerySet)()

    class Meta(TenantModel.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; raises `ChangeRefused` where it is there already."""
        guard_company(self)
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse; raises `ChangeRefused`, or what `guard_company` raises."""
        guard_company(self)
        _refuse()


def _refuse() -> NoReturn:
    current_scope()
    raise ChangeRefused("What is on record is neither changed nor removed.")
