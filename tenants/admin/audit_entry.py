"""The desk's page of the companies' audit logs."""

from django.contrib import admin

from tenants.admin.base import CompanyFilter, ReadOnlyAdmin, TenantAdmin
from tenants.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin, TenantAdmin):
    """What was done to a company's data, by whom."""

    list_display = ("at", "company", "actor", "action")
    list_filter = (("company", CompanyFilter), "action")
    search_fields = ("actor", "action", "company__name")
    date_hierarchy = "at"
    ordering = ("-at",)
    fields = ("company", "at", "actor", "action", "details")
