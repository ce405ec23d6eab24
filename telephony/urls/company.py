"""The paths of this app under a company."""

from django.urls import include, path

from telephony.views.analytics import AnalyticsView
from telephony.views.appointments import AppointmentDetailView, AppointmentListView
from telephony.views.browser_phone import BeginCallView, CallStepView, PhoneView
from telephony.views.business_hours import BusinessHoursView
from telephony.views.call_handling import CallHandlingView
from telephony.views.calls import CallDetailView, CallExportView, CallListView
from telephony.views.going_live import GoLiveView
from telephony.views.match import MatchView
from telephony.views.messages import MessageDetailView, MessageListView
from telephony.views.privacy import EraseCallerView, RetentionView
from telephony.views.readiness import ReadinessView
from telephony.views.unanswered import (
    UnansweredDismissView,
    UnansweredListView,
    UnansweredToKnowledgeView,
)
from telephony.views.variables import (
    VariablesApplyView,
    VariablesPreviewView,
    VariableUsageView,
)
from telephony.views.voice_settings import VoiceSettingsView

urlpatterns = [
    path("business-hours", BusinessHoursView.as_view(), name="business-hours"),
    path("call-handling", CallHandlingView.as_view(), name="call-handling"),
    path("", include("telephony.urls.knowledge")),
    path(
        "configuration/variables/preview", VariablesPreviewView.as_view(), name="variables-preview"
    ),
    path("configuration/variables/apply", VariablesApplyView.as_view(), name="variables-apply"),
    path(
        "configuration/variables/<str:name>/usage",
        VariableUsageView.as_view(),
        name="variable-usage",
    ),
    path("analytics", AnalyticsView.as_view(), name="analytics"),
    path("appointments", AppointmentListView.as_view(), name="appointments"),
    path("appointments/<uuid:pk>", AppointmentDetailView.as_view(), name="appointment"),
    path("calls", CallListView.as_view(), name="calls"),
    path("calls/export", CallExportView.as_view(), name="call-export"),
    path("calls/<str:call_sid>", CallDetailView.as_view(), name="call"),
    path("callers/erase", EraseCallerView.as_view(), name="caller-erase"),
    path("match", MatchView.as_view(), name="match"),
    path("messages", MessageListView.as_view(), name="messages"),
    path("messages/<uuid:pk>", MessageDetailView.as_view(), name="message"),
    path("phone", PhoneView.as_view(), name="phone"),
    path("readiness", ReadinessView.as_view(), name="readiness"),
    path("retention", RetentionView.as_view(), name="retention"),
    path("go-live", GoLiveView.as_view(), name="go-live"),
    path("voice-settings", VoiceSettingsView.as_view(), name="voice-settings"),
    path("test-calls", BeginCallView.as_view(), name="test-calls"),
    path("test-calls/<str:call_sid>/turns", CallStepView.as_view(), name="test-call-turns"),
    path("unanswered", UnansweredListView.as_view(), name="unanswered"),
    path(
        "unanswered/<uuid:pk>/to-knowledge",
        UnansweredToKnowledgeView.as_view(),
        name="unanswered-to-knowledge",
    ),
    path(
        "unanswered/<uuid:pk>/dismiss", UnansweredDismissView.as_view(), name="unanswered-dismiss"
    ),
]
