"""The configuration's paths under a company."""

from django.urls import path

from templates_brain.views.configuration import ConfigurationDetailView, VariablesView
from templates_brain.views.scenarios import (
    ScenarioDetailView,
    ScenarioListView,
    ScenarioResetView,
)
from templates_brain.views.sync import (
    HistoryView,
    RestoreView,
    SyncPreviewView,
    SyncUndoView,
    SyncView,
)
from templates_brain.views.words import FillerWordsView, UrgencyKeywordsView

urlpatterns = [
    path("configuration", ConfigurationDetailView.as_view(), name="configuration"),
    path("configuration/variables", VariablesView.as_view(), name="variables"),
    path("configuration/filler-words", FillerWordsView.as_view(), name="filler-words"),
    path("configuration/urgency-keywords", UrgencyKeywordsView.as_view(), name="urgency-keywords"),
    path("configuration/sync", SyncView.as_view(), name="sync"),
    path("configuration/sync/preview", SyncPreviewView.as_view(), name="sync-preview"),
    path("configuration/sync/undo", SyncUndoView.as_view(), name="sync-undo"),
    path("configuration/history", HistoryView.as_view(), name="history"),
    path(
        "configuration/history/<int:version>/restore", RestoreView.as_view(), name="history-restore"
    ),
    path("scenarios", ScenarioListView.as_view(), name="scenarios"),
    path("scenarios/<str:scenario_key>", ScenarioDetailView.as_view(), name="scenario"),
    path("scenarios/<str:scenario_key>/reset", ScenarioResetView.as_view(), name="scenario-reset"),
]
