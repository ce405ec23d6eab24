"""The paths of this app under a company."""

from django.urls import include, path

from telephony.views.match import MatchView
from telephony.views.readiness import ReadinessView

urlpatterns = [
    path("", include("telephony.urls.knowledge")),
    path("match", MatchView.as_view(), name="match"),
    path("readiness", ReadinessView.as_view(), name="readiness"),
]
