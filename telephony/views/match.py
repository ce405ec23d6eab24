"""`/match`: what an utterance would be answered with; nothing is recorded."""

import time
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from matching.engine import Decision, decide
from telephony.call_state import CallState
from telephony.profiles import agent_of
from telephony.turns import speak
from tenants.models import Company, Role
from tenants.serializers import StrictSerializer
from tenants.views.company import CompanyView

UTTERANCE_MAX_CHARS = 1_000


@extend_schema_serializer(
    examples=[OpenApiExample("A question", {"utterance": "um how much is a service call"})]
)
class MatchRequestSerializer(StrictSerializer):
    """What a caller might say."""

    utterance = serializers.CharField(max_length=UTTERANCE_MAX_CHARS)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Answered by a scenario",
            {
                "kind": "scenario",
                "id": "service_call_price",
                "scenarioKey": "service_call_price",
                "score": 0.94,
                "reply": "A service call is $125.",
                "confirm": False,
                "also": [],
                "urgency": 0.0,
                "elapsedMicros": 850,
                "trace": {"heard": "how much is a service call"},
            },
        )
    ]
)
class MatchSerializer(serializers.Serializer[Any]):
    """What it would be answered with, and why."""

    kind = serializers.ChoiceField(["qna", "scenario", "fallback"])
    id = serializers.CharField(allow_null=True)
    scenarioKey = serializers.CharField(allow_null=True)
    score = serializers.FloatField(min_value=0, max_value=1)
    reply = serializers.CharField()
    confirm = serializers.BooleanField()
    also = serializers.ListField(child=serializers.CharField())
    urgency = serializers.FloatField(min_value=0, max_value=1)
    elapsedMicros = serializers.IntegerField()
    trace = serializers.DictField()


class MatchView(CompanyView):
    """Tries an utterance on the company's receptionist as it is now."""

    write_role: ClassVar[Role] = Role.VIEWER
    forgets = ()

    @extend_schema(request=MatchRequestSerializer, responses=MatchSerializer)
    def post(self, request: Request, company_id: UUID) -> Response:
        """Return the decision and what would be said, as the first thing in a call."""
        asked = MatchRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        company = Company.in_company.get()
        agent = agent_of(company.id, company.configuration_version, company.name)
        index = agent.indexed.newest()
        started = time.perf_counter_ns()
        decision = decide(index, asked.validated_data["utterance"])
        micros = (time.perf_counter_ns() - started) // 1000
        reply = speak(agent.profile, CallState(), decision)
        return Response(_described(decision, reply.text, micros))


def _described(decision: Decision, reply: str, micros: int) -> dict[str, Any]:
    return {
        "kind": decision.kind,
        "id": decision.id,
        "scenarioKey": decision.id if decision.kind == "scenario" else None,
        "score": decision.score,
        "reply": reply,
        "confirm": decision.confirm,
        "also": list(decision.also),
        "urgency": decision.urgency,
        "elapsedMicros": micros,
        "trace": decision.trace,
    }
