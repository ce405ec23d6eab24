"""`/scenarios`."""

from rest_framework.generics import ListAPIView, RetrieveAPIView

from templates_brain.models import Scenario
from templates_brain.serializers import ScenarioSerializer
from tenants.views.company import ConfigurationView


class ScenarioListView(ConfigurationView, ListAPIView[Scenario]):
    """`GET /scenarios`: the company's scenarios, by category and position."""

    serializer_class = ScenarioSerializer
    queryset = Scenario.objects.select_related("category")


class ScenarioDetailView(ConfigurationView, RetrieveAPIView[Scenario]):
    """`GET /scenarios/{key}`: one scenario."""

    serializer_class = ScenarioSerializer
    queryset = Scenario.objects.select_related("category")
    lookup_field = "key"
