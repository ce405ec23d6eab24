"""The desk's pages of calls, which are looked at, and of what is answered."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html_join
from unfold.admin import TabularInline
from unfold.decorators import display

from knowledge.models import QuestionAnswer
from matching.engine import explain
from telephony.models import Call, CallTurn, MatchingThresholds
from tenants.admin import CompanyFilter, ReadOnlyAdmin, TenantAdmin, label_of


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
        "duration_seconds", "test",
    )  # fmt: skip
    list_filter = (("company", CompanyFilter), "outcome", "status", "is_test")
    search_fields = ("call_sid", "from_number", "to_number", "company__name")
    date_hierarchy = "started_at"
    fields = (
        ("company", "call_sid"),
        ("from_number", "to_number"),
        ("started_at", "duration_seconds"),
        ("status", "outcome"),
        "is_test",
    )
    inlines = (CallTurnInline,)
    ordering = ("-started_at",)
    test = label_of("is_test", "test", "info")


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
        told = explain(turn.trace, _questions(turn))
        return format_html_join("", "<p><strong>{}</strong> {}</p>", told) or "-"


def _questions(turn: CallTurn) -> dict[str, str]:
    """Return what the company's questions in a trace are, those that are still there."""
    ids = [entry["id"] for entry in turn.trace.get("qnas", ())]
    rows = QuestionAnswer.objects.filter(company=turn.company_id, pk__in=ids)
    return {str(row.pk): row.question for row in rows}


@admin.register(MatchingThresholds)
class MatchingThresholdsAdmin(TenantAdmin):
    """From which score on a company's callers are answered."""

    list_display = ("company", "qna", "scenario")
    list_filter = (("company", CompanyFilter),)
    search_fields = ("company__name",)
