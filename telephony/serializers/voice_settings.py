"""How a company's voice looks in the API."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from telephony.models.voice_settings import (
    API_KEY_MAX_CHARS,
    FASTEST,
    MOST_PRONUNCIATIONS,
    PRONUNCIATION_MAX_CHARS,
    SLOWEST,
    Provider,
    valid_api_key,
    valid_pronunciations,
)
from telephony.voice_catalog import LANGUAGES, voice_fault
from templates_brain.scenario_documents import NumberField
from tenants.serializers import StrictSerializer


class PronunciationSerializer(StrictSerializer):
    """A word as it is written, and as it is said."""

    text = serializers.CharField(max_length=PRONUNCIATION_MAX_CHARS)
    say = serializers.CharField(max_length=PRONUNCIATION_MAX_CHARS)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A calm voice",
            value={
                "language": "en-US",
                "provider": "twilio",
                "voice": "Polly.Joanna-Neural",
                "speakingRate": 0.9,
                "pronunciations": [{"text": "Nguyen", "say": "win"}],
                "hasApiKey": False,
            },
            response_only=True,
        ),
        OpenApiExample(
            "A voice at ElevenLabs",
            value={
                "provider": "elevenlabs",
                "voice": "21m00Tcm4TlvDq8ikWAM",
                "apiKey": "sk_0123456789abcdef",
            },
            request_only=True,
        ),
    ]
)
class VoiceSettingsSerializer(StrictSerializer):
    """The language, the voice of it, its pace, and how some words are said."""

    language = serializers.ChoiceField(LANGUAGES)
    provider = serializers.ChoiceField(Provider.choices)
    voice = serializers.CharField(max_length=64)
    speakingRate = NumberField(source="speaking_rate", min_value=SLOWEST, max_value=FASTEST)
    pronunciations = PronunciationSerializer(many=True, max_length=MOST_PRONUNCIATIONS)
    apiKey = serializers.CharField(
        source="api_key",
        write_only=True,
        required=False,
        allow_blank=True,
        max_length=API_KEY_MAX_CHARS,
        validators=[valid_api_key],
        help_text="The company's key to ElevenLabs, kept encrypted; empty removes it.",
    )
    hasApiKey = serializers.BooleanField(read_only=True)

    def validate_pronunciations(self, given: list[dict[str, str]]) -> list[dict[str, str]]:
        """Refuse the same word twice."""
        valid_pronunciations(given)
        return given

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a voice that the provider, as it will be, does not have in the language."""
        wanted = [attrs.get(name, getattr(self.instance, name)) for name in _TOGETHER]
        if fault := voice_fault(*wanted):
            raise serializers.ValidationError({"voice": [fault]})
        return attrs


_TOGETHER = ("language", "provider", "voice")
