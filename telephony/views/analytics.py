"""`/analytics`."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.analytics import describe_analytics
from telephony.periods import Days, company_zone
from telephony.views.queries import QuerySerializer
from tenants.views.company import CompanyView

USUAL_DAYS, MOST_DAYS = 30, 366
OUTCOMES = {
    "answered": 9, "transferred": 2, "message": 1, "booked": 0, "abandoned": 1, "spam": 0,
}  # fmt: skip
FIGURES = {
    "calls": 13, "missedCalls": 1, "urgentCalls": 2, "outcomes": OUTCOMES, "turns": 52,
    "turnsPerCall": 4.0, "answers": {"fallback": 3, "greeting": 12, "scenario": 37},
    "fallbackRate": 0.075,
}  # fmt: skip
EXAMPLE = {
    "from": "2026-11-25", "to": "2026-11-25", "by": "day", "timezone": "America/New_York",
    "includeTests": False, "totals": FIGURES,
    "latencyMs": {"p50": 5.1, "p90": 7.9, "p99": 21.4},
    "topScenarios": [{"scenarioKey": "service_call_price", "turns": 11}],
    "hours": [{"hour": 9, "calls": 13}],
    "days": [{"date": "2026-11-25", **FIGURES}],
}  # fmt: skip


class AnalyticsQuerySerializer(QuerySerializer):
    """Of which days the figures are: the last 30 unless told, at most 366."""

    to = serializers.DateField(required=False, help_text="The last day; today unless told.")
    by = serializers.ChoiceField(["day"], default="day")
    includeTests = serializers.BooleanField(default=False)

    def get_fields(self) -> dict[str, serializers.Field]:
        """Add `from`, which is a word of Python's."""
        told = "The first day, by the company's clock; the 30th from the last back unless told."
        first = serializers.DateField(required=False, help_text=told)
        return {"from": first, **super().get_fields()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the days too; raises `ValidationError` for none and for too many."""
        zone = company_zone()
        last = attrs.get("to") or timezone.now().astimezone(zone).date()
        days = Days(attrs.get("from") or _back(last, USUAL_DAYS - 1), last, zone)
        if days.first > days.last:
            raise serializers.ValidationError({"to": ["The range ends before it starts."]})
        if len(days) > MOST_DAYS:
            raise serializers.ValidationError({"from": [f"Ask for at most {MOST_DAYS} days."]})
        return {**attrs, "days": days}


class FiguresSerializer(serializers.Serializer[Any]):
    """The figures of some calls; a rate of nothing is null."""

    calls = serializers.IntegerField()
    missedCalls = serializers.IntegerField(help_text="Those that ended before they were answered.")
    urgentCalls = serializers.IntegerField(help_text="Those with an urgent turn or an emergency.")
    outcomes = serializers.DictField(
        child=serializers.IntegerField(), help_text="Calls that go on have none."
    )
    turns = serializers.IntegerField()
    turnsPerCall = serializers.FloatField(allow_null=True)
    answers = serializers.DictField(
        child=serializers.IntegerField(), help_text="How many turns were answered in which way."
    )
    fallbackRate = serializers.FloatField(
        allow_null=True, help_text="The share that was not understood of what callers said."
    )


class DayFiguresSerializer(FiguresSerializer):
    """The figures of a day."""

    date = serializers.DateField()


class LatencySerializer(serializers.Serializer[Any]):
    """Milliseconds in which so many of a hundred turns were answered."""

    p50 = serializers.FloatField(allow_null=True)
    p90 = serializers.FloatField(allow_null=True)
    p99 = serializers.FloatField(allow_null=True)


class TopScenarioSerializer(serializers.Serializer[Any]):
    """A scenario, and how many turns it answered."""

    scenarioKey = serializers.CharField()
    turns = serializers.IntegerField()


class HourSerializer(serializers.Serializer[Any]):
    """An hour of the day, and how many calls came in it."""

    hour = serializers.IntegerField(min_value=0, max_value=23)
    calls = serializers.IntegerField()


@extend_schema_serializer(examples=[OpenApiExample("A day", EXAMPLE)])
class AnalyticsSerializer(serializers.Serializer[Any]):
    """A company's figures."""

    to = serializers.DateField()
    by = serializers.CharField()
    timezone = serializers.CharField()
    includeTests = serializers.BooleanField()
    totals = FiguresSerializer()
    latencyMs = LatencySerializer()
    topScenarios = TopScenarioSerializer(many=True)
    hours = HourSerializer(many=True)
    days = DayFiguresSerializer(many=True)

    def get_fields(self) -> dict[str, serializers.Field]:
        """Add `from`, which is a word of Python's."""
        return {"from": serializers.DateField(), **super().get_fields()}


class AnalyticsView(CompanyView):
    """`/analytics`."""

    reads_replica = True

    @extend_schema(parameters=[AnalyticsQuerySerializer], responses=AnalyticsSerializer)
    def get(self, request: Request, company_id: UUID) -> Response:
        """Return the company's figures by day and over a range of days.

        Days and hours are those of the company's clock. Test calls are left out unless asked for.
        """
        asked = AnalyticsQuerySerializer.read(request)
        days: Days = asked["days"]
        figures = describe_analytics(days, with_tests=asked["includeTests"])
        answer = {
            "from": days.first, "to": days.last, "by": asked["by"], "timezone": days.zone.key,
            "includeTests": asked["includeTests"],
        }  # fmt: skip
        return Response({**answer, **figures})


def _back(day: date, days: int) -> date:
    """Return the day so many days before, or the calendar's first."""
    return max(day, date.min + timedelta(days=days)) - timedelta(days=days)
