"""`/readiness`."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.readiness import describe_readiness
from tenants.views.company import CompanyView

EXAMPLE = {
    "score": 75,
    "canGoLive": False,
    "components": [
        {
            "name": "variables",
            "weight": 20,
            "ready": False,
            "required": True,
            "todo": "Fill in: Business hours.",
            "details": {"missing": ["hours"]},
        }
    ],
    "blockers": ["Fill in: Business hours."],
}


class ComponentSerializer(serializers.Serializer[Any]):
    """One part of readiness; `todo` is empty once it is ready."""

    name = serializers.CharField()
    weight = serializers.IntegerField()
    ready = serializers.BooleanField()
    required = serializers.BooleanField()
    todo = serializers.CharField(allow_blank=True)
    details = serializers.DictField(required=False)


@extend_schema_serializer(examples=[OpenApiExample("Hours are missing", EXAMPLE)])
class ReadinessSerializer(serializers.Serializer[Any]):
    """Whether the company can take calls."""

    score = serializers.IntegerField(min_value=0, max_value=100)
    canGoLive = serializers.BooleanField()
    components = ComponentSerializer(many=True)
    blockers = serializers.ListField(child=serializers.CharField())


class ReadinessView(CompanyView):
    """Whether the company can take calls, and what to do next."""

    @extend_schema(responses=ReadinessSerializer)
    def get(self, request: Request, company_id: UUID) -> Response:
        """Return the score, its components and what blocks going live."""
        return Response(describe_readiness())
