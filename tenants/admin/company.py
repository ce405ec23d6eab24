"""The desk's page of companies."""

import zoneinfo
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.http import HttpRequest
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelect2Widget

from tenants.admin.base import AuditedAdmin
from tenants.admin.overview import OverviewAdmin
from tenants.models import Company


class CompanyForm(forms.ModelForm):
    """A company, whose time zone is chosen and not typed."""

    timezone = forms.ChoiceField(
        choices=lambda: [(name, name) for name in sorted(zoneinfo.available_timezones())],
        initial="America/New_York",
        widget=UnfoldAdminSelect2Widget,
        label="Time zone",
    )


@admin.register(Company)
class CompanyAdmin(AuditedAdmin, OverviewAdmin):
    """Companies; one that leaves is marked as deleted, and removed by a command only."""

    owns = "company"
    form = CompanyForm
    list_display = ("name", "state", "timezone", "created_at")
    list_filter = ("is_live", "is_suspended", ("deleted_at", EmptyFieldListFilter))
    search_fields = ("name",)
    readonly_fields = ("id", "configuration_version", "created_at", "deleted_at")

    def get_fieldsets(self, request: HttpRequest, obj: Company | None = None) -> Any:
        """Show what we keep ourselves once there is something to show."""
        facts = (None, {"fields": ("name", "timezone", ("is_live", "is_suspended"))})
        kept = ("Kept by the system", {"fields": self.readonly_fields})
        return (facts,) if obj is None else (facts, kept)

    @display(
        description="Calls",
        ordering="is_live",
        label={
            "answered": "success",
            "not answered": "warning",
            "suspended": "danger",
            "deleted": "danger",
        },
    )
    def state(self, company: Company) -> str:
        """Return what becomes of the company's calls."""
        if company.is_suspended:
            return "deleted" if company.deleted_at else "suspended"
        return "answered" if company.is_live else "not answered"

    def company_id_of(self, row: Company) -> UUID:
        """Return the company itself."""
        return row.pk

    def has_delete_permission(self, request: HttpRequest, obj: Company | None = None) -> bool:
        """Deny."""
        return False
