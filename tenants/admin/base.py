"""The bases of the desk's pages: audited writes, a company's rows, rows that nobody changes."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import AutocompleteSelectFilter

from tenants.admin.owned import OwnedAdmin, TenantForm
from tenants.audit import record
from tenants.configuration import lock_configuration
from tenants.databases import atomic
from tenants.scope import company_scope


class CompanyFilter(AutocompleteSelectFilter):
    """Narrows a list to one company, found by typing: there may be thousands."""

    template = "desk/company_filter.html"


class ValuesFilter(admin.AllValuesFieldListFilter):
    """Narrows a list to one of the values that occur, an empty one included."""

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        """Give the empty value something to read."""
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or "(none)"}


class AuditedAdmin(ModelAdmin):
    """A page whose writes run in the company's scope and stand in that company's audit log."""

    def company_id_of(self, row: Any) -> UUID | None:
        """Return whose audit log a write belongs into; None for platform staff."""
        company_id: UUID | None = row.company_id
        return company_id

    def save_model(self, request: HttpRequest, obj: Model, form: forms.Form, change: bool) -> None:
        """Save and record; a form without a change writes nothing."""
        save = partial(super().save_model, request, obj, form, change)
        if not change:
            self.write(request, obj, "desk_added", save)
        elif form.changed_data:
            self.write(request, obj, "desk_changed", save, fields=sorted(form.changed_data))

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Delete and record."""
        self.write(request, obj, "desk_deleted", obj.delete)

    @atomic()
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete and record one by one."""
        for row in queryset:
            self.delete_model(request, row)

    def write(
        self,
        request: HttpRequest,
        row: Any,
        action: str,
        act: Callable[[], object],
        **details: object,
    ) -> None:
        """Run `act` in the row's company and record it there, with names and never values."""
        company_id = self.company_id_of(row)
        if company_id is None:
            act()
            return
        named = {"model": row._meta.label, "row": str(row.pk), **details}
        with company_scope(company_id, writing=True):
            lock_configuration(company_id)
            self.write_in_company(request.user.email, action, act, named)

    def write_in_company(
        self, actor: str, action: str, act: Callable[[], object], details: dict[str, object]
    ) -> None:
        """Run `act` and record it, in the company's scope."""
        act()
        record(actor, action, **details)


class ReadOnlyAdmin(ModelAdmin):
    """Rows that are looked at, and never added, changed or deleted by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deny."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deny."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deny."""
        return False


class TenantAdmin(AuditedAdmin, OwnedAdmin):
    """A page for rows that belong to one company each."""

    owner_field = "company"
    form = TenantForm
    list_select_related = ("company",)
    list_filter = (("company", CompanyFilter),)
    list_filter_submit = True
