"""The desk's page of the answers kept for requests that are sent again."""

from django.contrib import admin

from tenants.admin.base import CompanyFilter, ReadOnlyAdmin, TenantAdmin
from tenants.models import IdempotencyRecord


@admin.register(IdempotencyRecord)
class IdempotencyRecordAdmin(ReadOnlyAdmin, TenantAdmin):
    """Which keys were used, and how they were answered; the answer itself stays sealed."""

    list_display = ("created_at", "company", "key", "status")
    list_filter = (("company", CompanyFilter), "status")
    search_fields = ("key", "company__name")
    ordering = ("-created_at",)
    fields = ("company", "created_at", "key", "status", "headers")
