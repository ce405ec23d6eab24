"""A company's audit log, as tests read it."""

from tenants.models import AuditEntry, Company
from tenants.scope import company_scope


def entries_of(company: Company) -> list[AuditEntry]:
    """Return the entries, the oldest first."""
    with company_scope(company.id):
        return list(AuditEntry.objects.order_by("sequence"))


def acts_of(company: Company) -> list[tuple[str, str]]:
    """Return who did what, in order."""
    return [(entry.actor, entry.action) for entry in entries_of(company)]
