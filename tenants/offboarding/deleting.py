"""A company is marked as deleted, and can be brought back until it is purged."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from tenants.audit import record
from tenants.configuration import lock_configuration
from tenants.errors import Conflict
from tenants.models import AuditEntry, Company
from tenants.scope import company_scope

DELETED = "company_deleted"
BROUGHT_BACK = "company_brought_back"


def mark_deleted(company_id: UUID, *, actor: str) -> None:
    """Suspend the company and mark it as deleted, on record; raises `Conflict` where it is.

    From then on its people can't sign in, and its numbers say a sentence that names nobody.
    """
    with company_scope(company_id, writing=True):
        company = _locked(company_id)
        if company.deleted_at is not None:
            raise Conflict(f"{company} is marked as deleted already.")
        before = {"isSuspended": company.is_suspended, "isLive": company.is_live}
        _set(deleted_at=timezone.now(), is_suspended=True)
        record(actor, DELETED, before=before, after={**before, "isSuspended": True})


def bring_back(company_id: UUID, *, actor: str) -> None:
    """Let the company be what it was before it was marked; raises `Conflict` where it is not."""
    with company_scope(company_id, writing=True):
        company = _locked(company_id)
        if company.deleted_at is None:
            raise Conflict(f"{company} is not marked as deleted.")
        was_suspended = _state_before()["isSuspended"]
        _set(deleted_at=None, is_suspended=was_suspended)
        record(actor, BROUGHT_BACK, after={"isSuspended": was_suspended})


def _locked(company_id: UUID) -> Company:
    lock_configuration(company_id)
    company: Company = Company.in_company.get()
    return company


def _set(**values: Any) -> None:
    Company.in_company.update(**values)


def _state_before() -> dict[str, Any]:
    """Return what stood before the newest mark; a company without its entry stays suspended."""
    marks = AuditEntry.objects.filter(action=DELETED).order_by("-sequence")
    return marks.values_list("before", flat=True).first() or {"isSuspended": True}
