"""Whose data this code may touch now: one company's, the platform's, or (the default) nobody's."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from logging import getLogger
from typing import Any
from uuid import UUID

from tenants.databases import APPLICATION, STAFF, atomic, connection_in_force, working_as
from tenants.logs import log_fields
from tenants.row_security import rows_confined_to

logger = getLogger(__name__)


class TenantNotBound(RuntimeError):
    """A company's data was asked for outside any scope."""


class ScopeConflict(RuntimeError):
    """A scope was opened inside one that it may not widen or cross."""


@dataclass(frozen=True)
class CompanyScope:
    """One company's data, and no other's."""

    company_id: UUID


@dataclass(frozen=True)
class PlatformScope:
    """All companies' data, for staff and maintenance, with the reason on record."""

    reason: str


Scope = CompanyScope | PlatformScope

_scope: ContextVar[Scope | None] = ContextVar("tenants_scope", default=None)


def current_scope() -> Scope:
    """Return the open scope; raises `TenantNotBound` where there is none."""
    scope = _scope.get()
    if scope is None:
        raise TenantNotBound("Open company_scope(...) or platform_scope(...) first.")
    return scope


def current_company_id() -> UUID:
    """Return the bound company's id; raises `TenantNotBound` outside a company's scope."""
    scope = current_scope()
    if not isinstance(scope, CompanyScope):
        raise TenantNotBound("This needs company_scope(...), the platform's scope is not enough.")
    return scope.company_id


@contextmanager
def company_scope(company_id: UUID | str | None, *, writing: bool = False) -> Iterator[UUID]:
    """Bind one company for the block.

    On PostgreSQL the block is one transaction, which row-level security confines to the company;
    on SQLite only when `writing`, because there every transaction takes the write lock. Inside the
    same company's scope it changes nothing, inside the platform's it narrows, inside another
    company's it raises `ScopeConflict`.
    """
    if company_id is None:
        raise TenantNotBound("company_scope(None): a company is required.")
    wanted = CompanyScope(company_id if isinstance(company_id, UUID) else UUID(company_id))
    outer = _scope.get()
    if isinstance(outer, CompanyScope) and outer != wanted:
        raise ScopeConflict("A company's scope is open already, and it is another company's.")
    with ExitStack() as stack:
        is_confining = outer != wanted and reads_in_a_transaction()
        if writing or is_confining:
            stack.enter_context(atomic())
        if is_confining:
            stack.enter_context(rows_confined_to(wanted.company_id))
        stack.enter_context(_bound(wanted))
        stack.enter_context(log_fields(company=str(wanted.company_id)))
        yield wanted.company_id


def reads_in_a_transaction() -> bool:
    """Return whether a company's scope is a transaction even when nothing is written in it."""
    return connection_in_force().vendor == "postgresql"


@contextmanager
def platform_scope(reason: str, *, actor: str = "system") -> Iterator[None]:
    """Bind all companies for the block, as the staff's role, and log who did it and why.

    Inside a company's scope it raises `ScopeConflict`: a scope never widens.
    """
    if not reason:
        raise TenantNotBound("platform_scope needs a reason.")
    outer = _scope.get()
    if isinstance(outer, CompanyScope):
        raise ScopeConflict("A company's scope is open; the platform's would widen it.")
    if outer is None:
        logger.info("platform_scope_opened", extra={"reason": reason, "actor": actor})
    with working_as(STAFF), _bound(PlatformScope(reason)):
        yield


def scope_of_own(company_id: UUID | None, reason: str) -> AbstractContextManager[Any]:
    """Return the scope to write a user's row in, where sign-in has opened none.

    It is their company's, or the platform's for its staff, who have no company.
    """
    if _scope.get() is not None:
        return nullcontext()
    return company_scope(company_id) if company_id else platform_scope(reason)


@contextmanager
def calling_out() -> Iterator[None]:
    """Bind nobody's data for the block, which asks a server outside.

    Inside a company's scope it raises `ScopeConflict`: that is a transaction, and whoever waits
    for others must hold none.
    """
    if isinstance(_scope.get(), CompanyScope):
        raise ScopeConflict("A company's scope is open; leave it before calling out.")
    with working_as(APPLICATION), _bound(None):
        yield


@contextmanager
def _bound(scope: Scope | None) -> Iterator[None]:
    token = _scope.set(scope)
    try:
        yield
    finally:
        _scope.reset(token)
