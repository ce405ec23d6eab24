"""`/go-live`."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.going_live import go_live, leave_live
from telephony.views.readiness import EXAMPLE, ReadinessSerializer
from tenants.models import Role
from tenants.views.actor import actor_of
from tenants.views.company import CompanyView


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Live",
            {
                **EXAMPLE,
                "isLive": True,
                "score": 100,
                "canGoLive": True,
                "components": [],
                "blockers": [],
            },
        )
    ]
)
class LiveSerializer(ReadinessSerializer):
    """Whether the company's callers are answered, and its readiness."""

    isLive = serializers.BooleanField()


class GoLiveView(CompanyView):
    """`/go-live`."""

    write_role: ClassVar[Role] = Role.OWNER
    forgets: ClassVar[tuple[str, ...]] = ()

    @extend_schema(request=None, responses={200: LiveSerializer})
    def post(self, request: Request, company_id: UUID) -> Response:
        """Take the company's calls from now on; refused while anything blocks."""
        return Response(go_live(actor=actor_of(request)))

    @extend_schema(operation_id="leaveLive", responses={200: LiveSerializer})
    def delete(self, request: Request, company_id: UUID) -> Response:
        """Stop taking the company's calls."""
        return Response(leave_live(actor=actor_of(request)))
