"""The desk's page of the companies' audit logs."""

from django.contrib import admin
from unfold.decorators import display

from tenants.admin.base import CompanyFilter, ReadOnlyAdmin, TenantAdmin
from tenants.audit_chain import is_sealed
from tenants.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin, TenantAdmin):
    """What was done to a company's data, by whom."""

    list_display = ("at", "company", "sequence", "actor", "action", "seal")
    list_filter = (("company", CompanyFilter), "action")
    search_fields = ("actor", "action", "company__name")
    date_hierarchy = "at"
    ordering = ("-at", "-sequence")
    readonly_fields = ("seal",)
    fields = (
        "company", "sequence", "at", "actor", "address", "action", "details", "before", "after",
        "seal", "hash", "previous_hash",
    )  # fmt: skip

    @display(description="Seal", label={"intact": "success", "broken": "danger"})
    def seal(self, entry: AuditEntry) -> str:
        """Return whether the entry is as it was written; the chain is verified by the command."""
        return "intact" if is_sealed(entry) else "broken"
