"""What Twilio asks."""

from django.urls import path

from telephony.callbacks import (
    answer_accepted,
    answer_call_recording,
    answer_recording,
    answer_transcription,
    answer_whisper,
)
from telephony.messaging.webhooks import answer_text, answer_text_status
from telephony.views.audio import serve_audio
from telephony.webhooks import answer_call, answer_fallback, answer_status

urlpatterns = [
    path("voice", answer_call, name="voice"),
    path("voice/turns/<int:index>", answer_call, name="voice-turn"),
    path("voice/whisper", answer_whisper, name="voice-whisper"),
    path("voice/whisper/answer", answer_accepted, name="voice-whisper-answer"),
    path("voice/recording", answer_recording, name="voice-recording"),
    path("voice/call-recording", answer_call_recording, name="voice-call-recording"),
    path("voice/transcription", answer_transcription, name="voice-transcription"),
    path("status", answer_status, name="voice-status"),
    path("audio/<str:reference>", serve_audio, name="voice-audio"),
    path("fallback", answer_fallback, name="voice-fallback"),
    path("sms", answer_text, name="sms"),
    path("sms/status", answer_text_status, name="sms-status"),
]
