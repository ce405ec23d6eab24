"""What Twilio asks."""

from django.urls import path

from telephony.views.audio import serve_audio
from telephony.webhooks import answer_call, answer_fallback, answer_status

urlpatterns = [
    path("voice", answer_call, name="voice"),
    path("voice/turns/<int:index>", answer_call, name="voice-turn"),
    path("status", answer_status, name="voice-status"),
    path("audio/<str:reference>", serve_audio, name="voice-audio"),
    path("fallback", answer_fallback, name="voice-fallback"),
]
