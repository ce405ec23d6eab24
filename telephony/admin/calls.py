"""The desk's pages of calls, of what came of them, and of what is answered."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from unfold.admin import TabularInline
from unfold.decorators import display

from matching.engine import explain
from telephony.appointments import appointments_to_change, change_appointment
from telephony.explaining import questions_in
from telephony.messages import mark_handled, messages_to_change
from telephony.models import (
    Appointment,
    AppointmentStatus,
    Call,
    CallTurn,
    MatchingThresholds,
    Message,
)
from telephony.spam_review import MEANING, calls_to_clear, clear_call
from tenants.admin import CompanyFilter, ReadOnlyAdmin, TenantAdmin, label_of
from tenants.errors import RefusedByRule
from tenants.scope import company_scope


class CallTurnInline(TabularInline):
    """The call as a conversation."""

    model = CallTurn
    verbose_name_plural = "Conversation"
    fields = ("index", "utterance", "kind", "scenario_key", "score", "reply", "latency_ms")
    readonly_fields = fields
    ordering = ("index",)
    hide_title = True
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deny."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deny."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deny."""
        return False


@admin.register(Call)
class CallAdmin(ReadOnlyAdmin, TenantAdmin):
    """Calls, as they were."""

    list_display = (
        "started_at", "company", "from_number", "to_number", "status", "outcome",
        "duration_seconds", "spam", "test",
    )  # fmt: skip
    list_filter = (("company", CompanyFilter), "outcome", "status", "is_test")
    search_fields = ("call_sid", "from_number", "to_number", "company__name")
    date_hierarchy = "started_at"
    fields = (
        ("company", "call_sid"),
        ("from_number", "to_number"),
        ("started_at", "duration_seconds"),
        ("status", "outcome"),
        ("spam_score", "signs_of_spam"),
        ("recording_url", "recording_seconds"),
        "is_test",
    )
    readonly_fields = ("signs_of_spam",)
    inlines = (CallTurnInline,)
    ordering = ("-started_at",)
    actions = ("not_spam",)
    spam = label_of("spam_score", "suspicious", "warning")
    test = label_of("is_test", "test", "info")

    @display(description="Signs of spam")
    def signs_of_spam(self, call: Call) -> str:
        """Return what spoke against the caller, in sentences."""
        told = ((MEANING.get(sign, sign),) for sign in call.spam_reasons)
        return format_html_join("", "<p>{}</p>", told) or "-"

    @admin.action(description="Not spam: always let this caller in")
    def not_spam(self, request: HttpRequest, queryset: QuerySet[Call]) -> None:
        """Clear the selected calls, and allow their callers."""
        for company_id, pk in queryset.order_by().values_list("company_id", "pk"):
            try:
                with company_scope(company_id, writing=True):
                    clear_call(calls_to_clear.get(pk=pk), actor=request.user.email)
            except RefusedByRule as refusal:
                messages.warning(request, str(refusal.detail))


@admin.register(CallTurn)
class CallTurnAdmin(ReadOnlyAdmin, TenantAdmin):
    """What was heard, decided and answered."""

    list_display = ("call", "index", "company", "utterance", "kind", "scenario_key", "score")
    list_select_related = ("company", "call")
    list_filter = (("company", CompanyFilter), "kind")
    search_fields = ("call__call_sid", "utterance", "scenario_key", "company__name")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    fields = (
        ("company", "index"),
        "call",
        "utterance",
        ("kind", "scenario_key", "score"),
        "reply",
        ("latency_ms", "created_at"),
        "decision",
        "trace",
        "twiml",
    )
    readonly_fields = ("decision",)

    @display(description="Why")
    def decision(self, turn: CallTurn) -> str:
        """Return the trace in sentences."""
        told = explain(turn.trace, questions_in([turn], turn.company_id))
        return format_html_join("", "<p><strong>{}</strong> {}</p>", told) or "-"


@admin.register(Appointment)
class AppointmentAdmin(TenantAdmin):
    """Visits that callers asked for: details are put right here, an action agrees or cancels."""

    list_display = ("name", "phone", "company", "window_start", "window_end", "urgency", "status")
    list_filter = (("company", CompanyFilter), "status")
    search_fields = ("name", "phone", "address", "problem", "company__name")
    date_hierarchy = "window_start"
    fields = (
        "company",
        ("call", "created_at"),
        ("name", "phone"),
        "address",
        "problem",
        "urgency",
        ("window_start", "window_end", "place"),
        "status",
    )
    readonly_fields = ("call", "created_at", "window_start", "window_end", "place", "status")
    actions = ("confirm", "cancel")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Deny: appointments come from calls."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Appointment | None = None) -> bool:
        """Deny once it is cancelled."""
        is_over = obj is not None and obj.status == AppointmentStatus.CANCELLED
        return not is_over and super().has_change_permission(request, obj)

    @admin.action(description="Confirm")
    def confirm(self, request: HttpRequest, queryset: QuerySet[Appointment]) -> None:
        """Confirm the selected appointments."""
        _set_status(request, queryset, AppointmentStatus.CONFIRMED)

    @admin.action(description="Cancel")
    def cancel(self, request: HttpRequest, queryset: QuerySet[Appointment]) -> None:
        """Cancel the selected appointments."""
        _set_status(request, queryset, AppointmentStatus.CANCELLED)


def _set_status(request: HttpRequest, chosen: QuerySet[Appointment], status: str) -> None:
    """Set the status of each, and tell of those that may not have it."""
    for company_id, pk in chosen.order_by().values_list("company_id", "pk"):
        try:
            with company_scope(company_id, writing=True):
                appointment = appointments_to_change.get(pk=pk)
                change_appointment(appointment, {"status": status}, actor=request.user.email)
        except RefusedByRule as refusal:
            messages.warning(request, f"{appointment}: {refusal.detail}")


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin, TenantAdmin):
    """What callers left, and whether somebody has dealt with it."""

    list_display = ("created_at", "company", "from_number", "kind", "text", "is_handled")
    list_filter = (("company", CompanyFilter), "kind", "is_handled")
    search_fields = ("from_number", "text", "company__name")
    date_hierarchy = "created_at"
    fields = (
        ("company", "call"),
        ("from_number", "created_at"),
        ("kind", "is_handled"),
        "text",
        "recording_url",
    )
    actions = ("mark_handled", "mark_open")

    @admin.action(description="Mark as handled")
    def mark_handled(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Say that somebody has dealt with the selected messages."""
        _mark(request, queryset, is_handled=True)

    @admin.action(description="Mark as not handled yet")
    def mark_open(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Say that nobody has dealt with the selected messages yet."""
        _mark(request, queryset, is_handled=False)


def _mark(request: HttpRequest, chosen: QuerySet[Message], *, is_handled: bool) -> None:
    for company_id, pk in chosen.order_by().values_list("company_id", "pk"):
        with company_scope(company_id, writing=True):
            message = messages_to_change.get(pk=pk)
            mark_handled(message, is_handled, actor=request.user.email)


@admin.register(MatchingThresholds)
class MatchingThresholdsAdmin(TenantAdmin):
    """From which score on a company's callers are answered."""

    list_display = ("company", "qna", "scenario")
    list_filter = (("company", CompanyFilter),)
    search_fields = ("company__name",)
