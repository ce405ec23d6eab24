"""A company's audit log, as tests read it."""

from uuid import UUID

from tenants.models import AuditEntry, Company
from tenants.scope import company_scope


def entries_of(company: Company | UUID, action: str = "") -> list[AuditEntry]:
    """Return the entries, or those of an action, the oldest first."""
    with company_scope(company.id if isinstance(company, Company) else company):
        entries = AuditEntry.objects.order_by("sequence")
        return list(entries.filter(action=action) if action else entries)


def acts_of(company: Company | UUID) -> list[tuple[str, str]]:
    """Return who did what, in order."""
    return [(entry.actor, entry.action) for entry in entries_of(company)]


def actions_of(company: Company | UUID) -> list[str]:
    """Return what was done, in order."""
    return [entry.action for entry in entries_of(company)]
