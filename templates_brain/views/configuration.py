"""`/configuration` and its variables."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from templates_brain import examples
from templates_brain.configuration import describe_configuration
from templates_brain.serializers import ScenarioSerializer, VariableDefinitionSerializer
from templates_brain.variables import merge_variables, variable_values
from templates_brain.views.words import FillersSerializer, KeywordsSerializer
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


@extend_schema_serializer(examples=[OpenApiExample("A plumber's", examples.CONFIGURATION)])
class ConfigurationSerializer(serializers.Serializer[Any]):
    """Everything that shapes a company's receptionist; without a template, its origin is null."""

    companyId = serializers.UUIDField()
    companyName = serializers.CharField()
    clonedFrom = serializers.CharField(allow_null=True)
    clonedFromVersion = serializers.IntegerField(allow_null=True)
    clonedAt = serializers.DateTimeField(allow_null=True)
    variables = serializers.DictField(child=serializers.CharField())
    variableDefinitions = VariableDefinitionSerializer(many=True)
    fillerWords = FillersSerializer()
    urgencyKeywords = KeywordsSerializer()
    scenarios = ScenarioSerializer(many=True)
    version = serializers.IntegerField()


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

    @extend_schema(request={"application/json": FLAT_VALUES}, responses={200: FLAT_TEXTS})
    def patch(self, request: Request, company_id: UUID) -> Response:
        """Merge values into the company's; null removes one."""
        return Response(merge_variables(flat_values(request), actor=actor_of(request)))


def flat_values(request: Request) -> dict[str, Any]:
    """Return the names and values of a body; raises DRF's `ValidationError` for another one."""
    if not isinstance(request.data, dict):
        raise ValidationError({"nonFieldErrors": ["Send one object of names and values."]})
    return request.data
