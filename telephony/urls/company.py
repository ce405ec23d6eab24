"""The paths of this app under a company."""

from django.urls import path

from telephony.views.calls import CallDetailView, CallExportView, CallListView
from telephony.views.match import MatchView
from telephony.views.readiness import ReadinessView

urlpatterns = [
    path("calls", CallListView.as_view(), name="calls"),
    path("calls/export", CallExportView.as_view(), name="call-export"),
    path("calls/<str:call_sid>", CallDetailView.as_view(), name="call"),
    path("match", MatchView.as_view(), name="match"),
    path("readiness", ReadinessView.as_view(), name="readiness"),
]
