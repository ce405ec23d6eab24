"""`/retention` and `/callers/erase`."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.privacy.erasing import FORGOTTEN_NAMES, erase_caller
from telephony.privacy.retention import change_retention, describe_retention
from telephony.serializers.retention import (
    EraseCallerSerializer,
    ErasedSerializer,
    RetentionPatchSerializer,
    RetentionSerializer,
)
from tenants.models import Role
from tenants.views.actor import actor_of
from tenants.views.company import CompanyView


class RetentionView(CompanyView):
    """How long what callers said is kept."""

    write_role = Role.OWNER
    forgets: ClassVar[tuple[str, ...]] = ()

    @extend_schema(responses=RetentionSerializer)
    def get(self, request: Request, company_id: UUID) -> Response:
        """Return after how many days words, recordings and messages go."""
        return Response(describe_retention())

    @extend_schema(request=RetentionSerializer, responses=RetentionSerializer)
    def patch(self, request: Request, company_id: UUID) -> Response:
        """Replace the named members of the retention; null keeps for ever."""
        given = RetentionPatchSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(change_retention(given.validated_data, actor=actor_of(request)))


class EraseCallerView(CompanyView):
    """Forgets one caller."""

    write_role = Role.OWNER
    forgets = FORGOTTEN_NAMES

    @extend_schema(request=EraseCallerSerializer, responses={200: ErasedSerializer})
    def post(self, request: Request, company_id: UUID) -> Response:
        """Erase everything about a caller's number, for good, and return how much that was."""
        given = EraseCallerSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(erase_caller(given.validated_data["phone"], actor=actor_of(request)))
