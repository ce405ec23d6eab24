"""`/configuration` and what stands below it."""

from uuid import UUID

from django.http import HttpRequest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from templates_brain.cloning import ClonedAlready, UnknownTemplate, clone_template, find_version
from templates_brain.configuration import describe_configuration
from templates_brain.serializers import SyncReportSerializer, SyncRequestSerializer
from templates_brain.variables import merge_variables, variable_values
from tenants.errors import Conflict
from tenants.models import Role
from tenants.views.company import ConfigurationView

FLAT_TEXTS = {"type": "object", "additionalProperties": {"type": "string", "nullable": True}}


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

    @extend_schema(request={"application/json": FLAT_TEXTS}, responses={200: FLAT_TEXTS})
    def patch(self, request: Request, company_id: UUID) -> Response:
        """Merge values into the company's; null removes one."""
        if not isinstance(request.data, dict):
            raise ValidationError({"nonFieldErrors": ["Send one object of names and values."]})
        return Response(merge_variables(request.data, actor=actor_of(request)))


class SyncView(ConfigurationView):
    """`/configuration/sync`."""

    @extend_schema(request=SyncRequestSerializer, responses=SyncReportSerializer)
    def post(self, request: Request, company_id: UUID) -> Response:
        """Clone a template into the company; the same version again changes nothing."""
        given = SyncRequestSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            version = find_version(given.validated_data["templateId"])
            report = clone_template(company_id, version, actor=actor_of(request))
        except UnknownTemplate as error:
            raise NotFound(str(error)) from error
        except ClonedAlready as error:
            raise Conflict(str(error)) from error
        return Response(SyncReportSerializer(report).data)


def actor_of(request: HttpRequest | Request) -> str:
    """Return the signed-in user as the audit log names them."""
    return str(request.user.email)
