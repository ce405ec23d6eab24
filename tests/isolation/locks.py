"""Taking one lock away, or several, until the block ends."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.db import connection, models

from tenants.constraints import OwnRowsOnly, SameCompany
from tenants.databases import OWNER, working_as
from tenants.managers import InPlatform, InScope, TenantQuerySet
from tenants.middleware import CompanyAccessMiddleware
from tenants.models import Company
from tenants.permissions import ByRole
from tenants.scope import current_company_id
from tests.tenants.tenant_rows import TENANT_MODELS

MANAGER, KEYS, POLICY, PERMISSION = "1 manager", "2 keys", "3 policy", "4 permission"
LOCKS = (MANAGER, KEYS, POLICY, PERMISSION)


@contextmanager
def without(*locks: str) -> Iterator[None]:
    """Run the block without these locks; what the owner took away comes back with a savepoint."""
    with ExitStack() as stack:
        for lock in locks:
            stack.enter_context(_TAKEN_AWAY[lock]())
        yield


@contextmanager
def _without_manager() -> Iterator[None]:
    """Let the managers be Django's own: no condition, no check, and the stamp on a new row only.

    Views that read the one row of the company itself would answer 500 and hide what comes after.
    """
    confined = InScope.as_sql

    def everything(self: Any, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        is_company = compiler.query.model is Company
        return confined(self, compiler, connection) if is_company else ("1 = 1", ())

    writes = ("update", "delete", "bulk_create", "bulk_update")
    with ExitStack() as stack:
        for condition in (InScope, InPlatform):
            stack.enter_context(patch.object(condition, "as_sql", everything))
        for name in writes:
            plain = getattr(models.QuerySet, name)
            stack.enter_context(patch.object(TenantQuerySet, name, plain))
        for module in ("tenants.managers", "tenants.tenant_model", "tenants.append_only"):
            stack.enter_context(patch(f"{module}.guard_company", _stamp))
        yield


def _stamp(instance: Any) -> None:
    instance.company_id = instance.company_id or current_company_id()


@contextmanager
def _without_keys() -> Iterator[None]:
    """Drop the composite foreign keys."""
    as_owner(
        f'ALTER TABLE "{model._meta.db_table}" DROP CONSTRAINT "{constraint.name}"'
        for model in TENANT_MODELS
        for constraint in model._meta.constraints
        if isinstance(constraint, SameCompany)
    )
    yield


@contextmanager
def _without_policy() -> Iterator[None]:
    """Switch row-level security off."""
    as_owner(
        f'ALTER TABLE "{model._meta.db_table}" DISABLE ROW LEVEL SECURITY'
        for model in apps.get_models()
        if any(isinstance(constraint, OwnRowsOnly) for constraint in model._meta.constraints)
    )
    yield


@contextmanager
def _without_permission() -> Iterator[None]:
    """Let everybody who is signed in into every company's paths, and do what they like there."""
    with (
        patch.object(CompanyAccessMiddleware, "is_foreign", lambda *_: False),
        patch.object(ByRole, "has_permission", lambda *_: True),
    ):
        yield


def as_owner(statements: Iterable[str]) -> None:
    """Execute as the owner of the tables, inside the test's transaction."""
    with working_as(OWNER), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in statements:
            cursor.execute(statement)


_TAKEN_AWAY: dict[str, Callable[[], Any]] = {
    MANAGER: _without_manager,
    KEYS: _without_keys,
    POLICY: _without_policy,
    PERMISSION: _without_permission,
}
