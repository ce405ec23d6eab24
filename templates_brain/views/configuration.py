"""`/configuration`, its variables and its words."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from templates_brain.configuration import (
    describe_configuration,
    describe_fillers,
    describe_urgency,
)
from templates_brain.configuration_serializers import (
    ConfigurationSerializer,
    FillerWordListsSerializer,
    UrgencyKeywordListsSerializer,
)
from templates_brain.serializers import FillerWordsSerializer, UrgencyKeywordsSerializer
from templates_brain.variables import merge_variables, variable_values
from templates_brain.words import replace_filler_words, replace_urgency_keywords
from tenants.models import Role
from tenants.views.actor import actor_of
from tenants.views.company import ConfigurationView

FLAT_TEXTS = {"type": "object", "additionalProperties": {"type": "string", "nullable": True}}


class ConfigurationDetailView(ConfigurationView):
    """`/configuration`."""

    @extend_schema(responses=ConfigurationSerializer)
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

    @extend_schema(request={"application/json": FLAT_TEXTS}, responses={200: FLAT_TEXTS})
    def patch(self, request: Request, company_id: UUID) -> Response:
        """Merge values into the company's; null removes one."""
        if not isinstance(request.data, dict):
            raise ValidationError({"nonFieldErrors": ["Send one object of names and values."]})
        return Response(merge_variables(request.data, actor=actor_of(request)))


class FillerWordsView(ConfigurationView):
    """`/configuration/filler-words`."""

    write_role = Role.MANAGER

    @extend_schema(responses=FillerWordListsSerializer)
    def get(self, request: Request, company_id: UUID) -> Response:
        """Return the template's filler words and the company's own."""
        return Response(describe_fillers())

    @extend_schema(request=FillerWordsSerializer, responses=FillerWordListsSerializer)
    def put(self, request: Request, company_id: UUID) -> Response:
        """Replace the company's own filler words."""
        given = _valid(FillerWordsSerializer(data=request.data))
        replace_filler_words(given["custom"], actor=actor_of(request))
        return Response(describe_fillers())


class UrgencyKeywordsView(ConfigurationView):
    """`/configuration/urgency-keywords`."""

    write_role = Role.MANAGER

    @extend_schema(responses=UrgencyKeywordListsSerializer)
    def get(self, request: Request, company_id: UUID) -> Response:
        """Return the template's urgency keywords and the company's own."""
        return Response(describe_urgency())

    @extend_schema(request=UrgencyKeywordsSerializer, responses=UrgencyKeywordListsSerializer)
    def put(self, request: Request, company_id: UUID) -> Response:
        """Replace the company's own urgency keywords."""
        given = _valid(UrgencyKeywordsSerializer(data=request.data))
        replace_urgency_keywords(given["custom"], actor=actor_of(request))
        return Response(describe_urgency())


def _valid(serializer: Any) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
