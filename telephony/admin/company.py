"""A company's page at the desk: its readiness, and going live."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from unfold.decorators import display

from telephony.going_live import NotReady, go_live, leave_live
from telephony.readiness import describe_readiness
from templates_brain.admin.frame import confirmed
from tenants.admin import CompanyAdmin
from tenants.errors import Conflict
from tenants.models import Company
from tenants.offboarding.deleting import bring_back, mark_deleted
from tenants.scope import company_scope

admin.site.unregister(Company)


@admin.register(Company)
class LiveCompanyAdmin(CompanyAdmin):
    """Companies; whether one is live is decided by its readiness, and not by a tick."""

    actions = ("take_live", "take_back", "mark_deleted", "bring_back")

    def get_readonly_fields(self, request: HttpRequest, obj: Company | None = None) -> Any:
        """Fix `is_live`: the actions change it."""
        return (*super().get_readonly_fields(request, obj), "is_live", "readiness", "phone")

    def get_fieldsets(self, request: HttpRequest, obj: Company | None = None) -> Any:
        """Show the readiness, and where to try a call, once there is a company."""
        shown = super().get_fieldsets(request, obj)
        fields = {"fields": ("readiness", "phone")}
        return shown if obj is None else (*shown, ("Readiness", fields))

    @display(description="What is left to do")
    def readiness(self, company: Company) -> str:
        """Return the score and what to do next."""
        with company_scope(company.pk):
            found = describe_readiness()
        todo = ((one["todo"],) for one in found["components"] if one["todo"])
        return format_html(
            "<p>{} of 100</p><ul>{}</ul>", found["score"], format_html_join("", "<li>{}</li>", todo)
        )

    @display(description="A test call")
    def phone(self, company: Company) -> str:
        """Return the way to the browser phone."""
        url = reverse("phone-page", args=[company.pk])
        return format_html('<a class="desk-link" href="{}">Try the phone</a>', url)

    @admin.action(description="Go live")
    def take_live(self, request: HttpRequest, queryset: QuerySet[Company]) -> None:
        """Take the calls of the selected companies, of those that are ready."""
        for company in queryset:
            try:
                _act(go_live, company, request)
            except NotReady as refusal:
                todo = " ".join(refusal.details["blockers"])
                messages.error(request, f"{company} is not ready: {todo}")
            else:
                messages.success(request, f"{company} is live.")

    @admin.action(description="Take back")
    def take_back(self, request: HttpRequest, queryset: QuerySet[Company]) -> HttpResponse | None:
        """Stop taking the calls of the selected companies, once that is confirmed."""
        question = "Callers of these companies hear that the line is not taking calls yet."
        asked = confirmed(self, request, queryset, question, "Take back")
        if asked:
            return asked
        for company in queryset:
            _act(leave_live, company, request)
        messages.success(request, "Their calls are not taken any more.")
        return None

    @admin.action(description="Delete")
    def mark_deleted(
        self, request: HttpRequest, queryset: QuerySet[Company]
    ) -> HttpResponse | None:
        """Mark the selected companies as deleted, once that is confirmed; all data stays."""
        question = (
            "The people of these companies can't sign in any more, and callers hear that the number"
            " can't take calls. Their data stays until it is purged; until then they can be"
            " brought back."
        )
        asked = confirmed(self, request, queryset, question, "Delete")
        if asked:
            return asked
        _each(request, queryset, mark_deleted, "marked as deleted")
        return None

    @admin.action(description="Bring back")
    def bring_back(self, request: HttpRequest, queryset: QuerySet[Company]) -> None:
        """Let the selected companies be what they were before they were marked as deleted."""
        _each(request, queryset, bring_back, "back")


def _each(
    request: HttpRequest, companies: QuerySet[Company], act: Callable[..., None], became: str
) -> None:
    """Do it to each, and tell of each what became of it."""
    for company in companies:
        try:
            act(company.pk, actor=request.user.email)
        except Conflict as refusal:
            messages.error(request, str(refusal.detail))
        else:
            messages.success(request, f"{company} is {became}.")


def _act(act: Callable[..., object], company: Company, request: HttpRequest) -> None:
    with company_scope(company.pk, writing=True):
        act(actor=request.user.email)
