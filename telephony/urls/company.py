"""The paths of this app under a company."""

from django.urls import path

from telephony.views.analytics import AnalyticsView
from telephony.views.appointments import AppointmentDetailView, AppointmentListView
from telephony.views.calls import CallDetailView, CallExportView, CallListView
from telephony.views.match import MatchView
from telephony.views.messages import MessageDetailView, MessageListView
from telephony.views.readiness import ReadinessView

urlpatterns = [
    path("analytics", AnalyticsView.as_view(), name="analytics"),
    path("appointments", AppointmentListView.as_view(), name="appointments"),
    path("appointments/<uuid:pk>", AppointmentDetailView.as_view(), name="appointment"),
    path("calls", CallListView.as_view(), name="calls"),
    path("calls/export", CallExportView.as_view(), name="call-export"),
    path("calls/<str:call_sid>", CallDetailView.as_view(), name="call"),
    path("match", MatchView.as_view(), name="match"),
    path("messages", MessageListView.as_view(), name="messages"),
    path("messages/<uuid:pk>", MessageDetailView.as_view(), name="message"),
    path("readiness", ReadinessView.as_view(), name="readiness"),
]
