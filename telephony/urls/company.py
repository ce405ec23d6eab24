"""The paths of this app under a company."""

from django.urls import path

from telephony.views.going_live import GoLiveView
from telephony.views.match import MatchView
from telephony.views.readiness import ReadinessView
from telephony.views.variables import (
    VariablesApplyView,
    VariablesPreviewView,
    VariableUsageView,
)

urlpatterns = [
    path("match", MatchView.as_view(), name="match"),
    path(
        "configuration/variables/preview", VariablesPreviewView.as_view(), name="variables-preview"
    ),
    path("configuration/variables/apply", VariablesApplyView.as_view(), name="variables-apply"),
    path(
        "configuration/variables/<str:name>/usage",
        VariableUsageView.as_view(),
        name="variable-usage",
    ),
    path("readiness", ReadinessView.as_view(), name="readiness"),
    path("go-live", GoLiveView.as_view(), name="go-live"),
]
