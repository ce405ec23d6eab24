"""`/configuration`, its variables and its words."""

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from templates_brain.configuration import (
    describe_configuration,
    describe_fillers,
    describe_urgency,
)
from templates_brain.serializers import FillerWordsSerializer, UrgencyKeywordsSerializer
from templates_brain.variables import merge_variables, variable_values
from templates_brain.words import replace_filler_words, replace_urgency_keywords
from tenants.models import Role
from tenants.views.actor import actor_of
from tenants.views.company import ConfigurationView

FLAT_TEXTS = {
    "type": "object",
    "additionalProperties": {"type": "string"},
    "example": {"companyName": "Joe's Plumbing", "servicecallprice": "150"},
}
FLAT_VALUES = {
    "type": "object",
    "additionalProperties": {"type": "string", "nullable": True},
    "example": {"servicecallprice": "150", "website": None},
}


class ConfigurationDetailView(ConfigurationView):
    """`/configuration`."""

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, company_id: UUID) -> Response:
        """Return everything that shapes the company's receptionist."""
        return Response(describe_configuration())


class VariablesView(ConfigurationView):
    """`/configuration/variables`."""

    write_role = Role.MANAGER

    @extend_schema(responses={200: FLAT_TEXTS})
    def get(self, request: Request, company_id: UUID) -> Response:
        """Return the company's values by name."""
        return Response(variable_values())

    @extend_schema(request={"application/json": FLAT_VALUES}, responses={200: FLAT_TEXTS})
    def patch(self, request: Request, company_id: UUID) -> Response:
        """Merge values into the company's; null removes one."""
        return Response(merge_variables(flat_values(request), actor=actor_of(request)))


class FillerWordsView(ConfigurationView):
    """`/configuration/filler-words`."""

    write_role = Role.MANAGER

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, company_id: UUID) -> Response:
        """Return the template's filler words and the company's own."""
        return Response(describe_fillers())

    @extend_schema(request=FillerWordsSerializer, responses=OpenApiTypes.OBJECT)
    def put(self, request: Request, company_id: UUID) -> Response:
        """Replace the company's own filler words."""
        given = _valid(FillerWordsSerializer(data=request.data))
        replace_filler_words(given["custom"], actor=actor_of(request))
        return Response(describe_fillers())


class UrgencyKeywordsView(ConfigurationView):
    """`/configuration/urgency-keywords`."""

    write_role = Role.MANAGER

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, company_id: UUID) -> Response:
        """Return the template's urgency keywords and the company's own."""
        return Response(describe_urgency())

    @extend_schema(request=UrgencyKeywordsSerializer, responses=OpenApiTypes.OBJECT)
    def put(self, request: Request, company_id: UUID) -> Response:
        """Replace the company's own urgency keywords."""
        given = _valid(UrgencyKeywordsSerializer(data=request.data))
        replace_urgency_keywords(given["custom"], actor=actor_of(request))
        return Response(describe_urgency())


def flat_values(request: Request) -> dict[str, Any]:
    """Return the names and values of a body; raises DRF's `ValidationError` for another one."""
    if not isinstance(request.data, dict):
        raise ValidationError({"nonFieldErrors": ["Send one object of names and values."]})
    return request.data


def _valid(serializer: Any) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
