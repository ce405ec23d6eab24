"""`/call-handling`."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.handling import change_handling, describe_handling
from telephony.serializers.call_handling import (
    CallHandlingPatchSerializer,
    CallHandlingSerializer,
)
from tenants.models import Role
from tenants.views.actor import actor_of
from tenants.views.company import ConfigurationView


class CallHandlingView(ConfigurationView):
    """What becomes of calls where the receptionist's answers end."""

    write_role = Role.OWNER

    @extend_schema(responses=CallHandlingSerializer)
    def get(self, request: Request, company_id: UUID) -> Response:
        """Return who picks up, and how silence, recording and spam are handled."""
        return Response(describe_handling())

    @extend_schema(request=CallHandlingSerializer, responses=CallHandlingSerializer)
    def patch(self, request: Request, company_id: UUID) -> Response:
        """Replace the named members of the handling, each of them whole."""
        given = CallHandlingPatchSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(change_handling(given.validated_data, actor=actor_of(request)))
