"""How a company's receptionist sounds."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from tenants.tenant_model import TenantModel

LANGUAGE, VOICE = "en-US", "Polly.Joanna-Neural"
SLOWEST, FASTEST = 0.5, 2.0


class Provider(models.TextChoices):
    """Who speaks."""

    TWILIO = "twilio", "Twilio"
    ELEVENLABS = "elevenlabs", "ElevenLabs"


class VoiceSettings(TenantModel):
    """The language, the voice and its pace; a company without a row has the defaults.

    `pronunciations` are `{"text", "say"}`: what stands in a reply, and how it is said.
    """

    language = models.CharField(
        max_length=12, default=LANGUAGE, help_text="Spoken and understood, as in en-US."
    )
    provider = models.CharField(max_length=12, choices=Provider.choices, default=Provider.TWILIO)
    voice = models.CharField(
        max_length=64, default=VOICE,
        help_text="For Twilio a voice of that language, for ElevenLabs the voice's id.",
    )  # fmt: skip
    speaking_rate = models.FloatField(
        default=1.0, validators=(MinValueValidator(SLOWEST), MaxValueValidator(FASTEST)),
        help_text="1 is the voice's usual pace; from 0.5 to 2.",
    )  # fmt: skip
    pronunciations = models.JSONField(
        default=list, blank=True,
        help_text='How words are said: [{"text": "Nguyen", "say": "win"}].',
    )  # fmt: skip

    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        verbose_name_plural = "voice settings"
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company"], name="one_voice_a_company"),
        )

    def __str__(self) -> str:
        return f"{self.voice} ({self.language})"
