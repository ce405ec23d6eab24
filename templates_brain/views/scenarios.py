"""`/scenarios`."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from templates_brain.models import Scenario
from templates_brain.scenarios import (
    add_scenario,
    change_scenario,
    remove_scenario,
    reset_scenario,
)
from templates_brain.serializers import (
    ScenarioPatchSerializer,
    ScenarioSerializer,
    ScenarioWriteSerializer,
)
from tenants.models import Role
from tenants.views.actor import actor_of
from tenants.views.company import ConfigurationView


class ScenarioListView(ConfigurationView, ListAPIView[Scenario]):
    """The company's scenarios, in the template's order, its own last."""

    write_role = Role.MANAGER
    serializer_class = ScenarioSerializer
    queryset = Scenario.objects.select_related("category")
    search_fields = ("key", "name", "triggers", "quick_replies")
    ordering_fields: ClassVar[dict[str, str]] = {
        "key": "key",
        "name": "name",
        "category": "category__key",
        "status": "status",
        "priority": "priority",
        "origin": "origin",
    }

    @extend_schema(request=ScenarioWriteSerializer, responses={201: ScenarioSerializer})
    def post(self, request: Request, company_id: UUID) -> Response:
        """Add a scenario of the company's own."""
        given = ScenarioWriteSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        scenario = add_scenario(given.validated_data, actor=actor_of(request))
        return Response(ScenarioSerializer(scenario).data, status=201)


class ScenarioDetailView(ConfigurationView):
    """`/scenarios/{scenarioKey}`."""

    write_role = Role.MANAGER

    @extend_schema(responses=ScenarioSerializer)
    def get(self, request: Request, company_id: UUID, scenario_key: str) -> Response:
        """Return one scenario."""
        return Response(ScenarioSerializer(_scenario(scenario_key)).data)

    @extend_schema(request=ScenarioPatchSerializer, responses=ScenarioSerializer)
    def patch(self, request: Request, company_id: UUID, scenario_key: str) -> Response:
        """Change fields of the company's copy, which are its own from then on."""
        given = ScenarioPatchSerializer(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        scenario = change_scenario(
            _scenario(scenario_key), given.validated_data, actor=actor_of(request)
        )
        return Response(ScenarioSerializer(scenario).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, company_id: UUID, scenario_key: str) -> Response:
        """Remove a scenario."""
        remove_scenario(_scenario(scenario_key), actor=actor_of(request))
        return Response(status=204)


class ScenarioResetView(ConfigurationView):
    """`/scenarios/{scenarioKey}/reset`."""

    write_role = Role.MANAGER

    @extend_schema(request=None, responses=ScenarioSerializer)
    def post(self, request: Request, company_id: UUID, scenario_key: str) -> Response:
        """Return a scenario to the template's."""
        return Response(
            ScenarioSerializer(
                reset_scenario(_scenario(scenario_key), actor=actor_of(request))
            ).data
        )


def _scenario(key: str) -> Any:
    return get_object_or_404(Scenario.objects.select_related("category"), key=key)
