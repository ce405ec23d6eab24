"""`/calls`."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView, get_object_or_404
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.call_export import as_csv, calls_for_a_file
from telephony.call_lists import (
    SAID_WITHIN,
    SEARCHED,
    calls_that_hold,
    calls_with_turn_counts,
)
from telephony.explaining import questions_in
from telephony.models import Call, CallTurn, Outcome
from telephony.views.call_serializers import CallDetailSerializer, ListedCallSerializer
from telephony.views.fields import CallerField
from telephony.views.queries import PeriodSerializer, QuerySerializer
from tenants.filters import NamedOrdering, TextSearch
from tenants.models import Role
from tenants.views.company import CompanyView

MOST_WORDS = 8
STATUSES = (
    "queued", "initiated", "ringing", "in-progress", "completed", "busy", "failed", "no-answer",
    "canceled",
)  # fmt: skip

_turns = Prefetch("turns", CallTurn.objects.order_by("index"))


class CallQuerySerializer(PeriodSerializer):
    """Which calls are listed."""

    column = "started_at"

    outcome = serializers.ChoiceField(Outcome.choices, required=False)
    status = serializers.ChoiceField(STATUSES, required=False, help_text="Twilio's word.")
    caller = CallerField(
        source="from_number__endswith", required=False,
        help_text="The caller's number or its last digits, with or without spaces and plus.",
    )  # fmt: skip
    isTest = serializers.BooleanField(source="is_test", required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return what to narrow by; a number with its plus is whole, and found by index."""
        wanted = super().validate(attrs)
        if str(self.initial_data.get("caller", "")).startswith("+"):
            wanted["from_number"] = f"+{wanted.pop('from_number__endswith')}"
        return wanted


class FileFormatSerializer(QuerySerializer):
    """Which kind of file is wanted."""

    format = serializers.ChoiceField(["csv", "json"], default="csv")


class FormatIsOurs(DefaultContentNegotiation):
    """Leaves `?format=` and `Accept` to the view, which answers with a file of its own."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> Any:
        """Return the renderer of errors."""
        return renderers[0], renderers[0].media_type


class CallSearch(TextSearch):
    """`?search=` that looks through what callers said too."""

    search_description = (
        f"{TextSearch.search_description} What callers said is looked through in the period that "
        f"`from` begins; without `from` in the {SAID_WITHIN.days} days until `to`, or until now."
    )

    def filter_queryset(self, request: Request, queryset: QuerySet[Call], view: Any) -> Any:
        """Return the calls that hold every word; raises `ValidationError` for too many words."""
        words = self.get_search_terms(request)
        if len(words) > MOST_WORDS:
            message = f"Search for at most {MOST_WORDS} words."
            raise serializers.ValidationError({"search": [message]})
        if not words:
            return queryset
        return calls_that_hold(words, queryset, said_since=_said_since(view.wanted))


class CallsView(CompanyView, ListAPIView[Call]):
    """The company's calls, searched, ordered and narrowed."""

    reads_replica = True
    serializer_class = ListedCallSerializer
    queryset = calls_with_turn_counts()
    filter_backends = (CallSearch, NamedOrdering)
    search_fields = SEARCHED
    ordering_fields: ClassVar[dict[str, str]] = {
        "startedAt": "started_at",
        "durationSeconds": "duration_seconds",
        "outcome": "outcome",
        "status": "status",
        "from": "from_number",
    }

    @cached_property
    def wanted(self) -> dict[str, Any]:
        """Return what the list is narrowed to, by source; raises `ValidationError`."""
        return CallQuerySerializer.read(self.request)

    def filter_queryset(self, queryset: QuerySet[Call]) -> QuerySet[Call]:
        """Narrow, then search and order."""
        return super().filter_queryset(queryset.filter(**self.wanted))


class CallListView(CallsView):
    """`/calls`."""

    @extend_schema(parameters=[CallQuerySerializer])
    def get(self, request: Request, company_id: UUID) -> Response:
        """List the company's calls, the newest first.

        The search also looks through what callers said: without `from`, in the last 31 days.
        """
        return self.list(request)


CSV = OpenApiExample(
    "One call",
    "callSid,from,to,status,outcome,startedAt,durationSeconds,isTest,turnCount\r\n"
    "CA0123456789abcdef0123456789abcdef,+12125550123,+12395550100,completed,answered,"
    "2026-11-02T09:30:00Z,64,False,3\r\n",
    media_type="text/csv",
)


class CallExportView(CallsView):
    """`/calls/export`."""

    content_negotiation_class = FormatIsOurs
    pagination_class = None

    @extend_schema(
        operation_id="exportCalls",
        parameters=[CallQuerySerializer, FileFormatSerializer],
        responses={
            (200, "text/csv"): OpenApiResponse(OpenApiTypes.STR, examples=[CSV]),
            (200, "application/json"): ListedCallSerializer(many=True),
        },
    )
    def get(self, request: Request, company_id: UUID) -> HttpResponse:
        """Export the calls that a list would hold as a file, at most 10,000 of them."""
        calls = calls_for_a_file(self.filter_queryset(self.get_queryset()))
        rows = ListedCallSerializer(calls, many=True).data
        if FileFormatSerializer.read(request)["format"] == "json":
            return Response(rows, headers=_attached("calls.json"))
        names = list(ListedCallSerializer().fields)
        return HttpResponse(
            as_csv(names, rows),
            content_type="text/csv; charset=utf-8",
            headers=_attached("calls.csv"),
        )


class CallDetailView(CompanyView):
    """`/calls/{callSid}`."""

    @extend_schema(responses=CallDetailSerializer)
    def get(self, request: Request, company_id: UUID, call_sid: str) -> Response:
        """Return one call with its turns: what was heard, decided and answered, and why."""
        call = get_object_or_404(Call.objects.prefetch_related(_turns), call_sid=call_sid)
        questions = questions_in(call.turns.all(), company_id)
        context = {"questions": questions, "role": Role(request.user.role)}
        return Response(CallDetailSerializer(call, context=context).data)


def _said_since(wanted: dict[str, Any]) -> datetime:
    end: datetime = wanted.get("started_at__lt", timezone.now())
    return wanted.get("started_at__gte", end - SAID_WITHIN)


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
