"""`/voice-settings`."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.serializers.voice_settings import VoiceSettingsSerializer
from telephony.voice import change_voice, describe_voice, voice_settings
from tenants.models import Role
from tenants.views.actor import actor_of
from tenants.views.company import ConfigurationView


class VoiceSettingsView(ConfigurationView):
    """How the company's receptionist sounds."""

    write_role = Role.OWNER

    @extend_schema(responses=VoiceSettingsSerializer)
    def get(self, request: Request, company_id: UUID) -> Response:
        """Return the voice settings; a company that has set none has the defaults."""
        return Response(describe_voice())

    @extend_schema(request=VoiceSettingsSerializer, responses=VoiceSettingsSerializer)
    def patch(self, request: Request, company_id: UUID) -> Response:
        """Change the named voice settings; the next reply is spoken with them."""
        given = VoiceSettingsSerializer(voice_settings(), data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        return Response(change_voice(given.validated_data, actor=actor_of(request)))
