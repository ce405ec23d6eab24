"""The configuration's paths under a company."""

from django.urls import path

from templates_brain.views.configuration import ConfigurationDetailView, SyncView, VariablesView
from templates_brain.views.scenarios import ScenarioDetailView, ScenarioListView

urlpatterns = [
    path("configuration", ConfigurationDetailView.as_view(), name="configuration"),
    path("configuration/variables", VariablesView.as_view(), name="variables"),
    path("configuration/sync", SyncView.as_view(), name="sync"),
    path("scenarios", ScenarioListView.as_view(), name="scenarios"),
    path("scenarios/<str:key>", ScenarioDetailView.as_view(), name="scenario"),
]
