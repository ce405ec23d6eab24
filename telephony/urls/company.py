"""The paths of this app under a company."""

from django.urls import path

from telephony.views.business_hours import BusinessHoursView
from telephony.views.call_handling import CallHandlingView
from telephony.views.match import MatchView
from telephony.views.readiness import ReadinessView
from telephony.views.voice_settings import VoiceSettingsView

urlpatterns = [
    path("business-hours", BusinessHoursView.as_view(), name="business-hours"),
    path("call-handling", CallHandlingView.as_view(), name="call-handling"),
    path("match", MatchView.as_view(), name="match"),
    path("readiness", ReadinessView.as_view(), name="readiness"),
    path("voice-settings", VoiceSettingsView.as_view(), name="voice-settings"),
]
