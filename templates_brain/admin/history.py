"""The desk's pages of where a configuration came from and what became of it since."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from unfold.decorators import action

from templates_brain.admin.frame import routes, row_of
from templates_brain.admin.sync_page import show_sync_page, undo_last_sync
from templates_brain.history import restore
from templates_brain.models import ConfigurationChange, Provenance
from tenants.admin import CompanyFilter, ReadOnlyAdmin, TenantAdmin
from tenants.configuration import lock_configuration
from tenants.scope import company_scope


@admin.register(Provenance)
class ProvenanceAdmin(ReadOnlyAdmin, TenantAdmin):
    """Which template version each company is on."""

    list_display = ("company", "template_key", "template_version", "cloned_at", "cloned_by")
    list_filter = (("company", CompanyFilter), "template_key", "template_version")
    search_fields = ("company__name", "template_key", "cloned_by")
    date_hierarchy = "cloned_at"
    fields = (
        "company",
        ("template_key", "template_version"),
        ("cloned_at", "cloned_by"),
        "content_hash",
    )
    actions_row = ("open_sync_page",)
    actions_detail = ("open_sync_page",)

    def get_urls(self) -> list[Any]:
        """Add the desk's own paths."""
        own = (
            ("company/<uuid:company_id>/sync/", "sync", self.sync),
            ("company/<uuid:company_id>/sync/undo/", "undo", require_POST(self.undo)),
        )
        return [*routes(self, own), *super().get_urls()]

    def sync(self, request: HttpRequest, company_id: UUID) -> HttpResponse:
        """Show a company's sync page, and sync."""
        return show_sync_page(self, request, company_id)

    def undo(self, request: HttpRequest, company_id: UUID) -> HttpResponse:
        """Undo a company's last sync."""
        return undo_last_sync(request, company_id)

    @action(description="Sync…", url_path="sync", icon="sync")
    def open_sync_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Go on to the company's sync page."""
        provenance = row_of(self, request, object_id)
        return redirect("admin:templates_brain_provenance_sync", provenance.company_id)


@admin.register(ConfigurationChange)
class ConfigurationChangeAdmin(ReadOnlyAdmin, TenantAdmin):
    """Every change of a configuration, each of which can be returned to."""

    list_display = ("at", "company", "version", "actor", "action")
    list_filter = (("company", CompanyFilter), "action")
    search_fields = ("company__name", "actor", "action")
    date_hierarchy = "at"
    ordering = ("-at",)
    fields = (("company", "version"), ("at", "actor"), "action", "details")
    actions = ("return_to_state",)

    @admin.action(description="Return to the state after this change")
    def return_to_state(
        self, request: HttpRequest, queryset: QuerySet[ConfigurationChange]
    ) -> None:
        """Restore the one selected state; that is a change too, and can be returned from."""
        changes = list(queryset[:2])
        if len(changes) != 1:
            messages.warning(request, "Select one change.")
            return
        change = changes[0]
        with company_scope(change.company_id, writing=True) as company_id:
            lock_configuration(company_id)
            restore(change.version, actor=request.user.email)
        messages.success(request, f"{change.company} is as it was after change {change.version}.")
