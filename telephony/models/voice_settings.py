"""How a company's receptionist sounds."""

import re
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from telephony.voice_catalog import LANGUAGE, LANGUAGES, VOICE, voice_fault
from templates_brain.models.fields import no_records
from tenants.encryption import Seal, UnreadableSecret, decrypt, encrypt
from tenants.scope import current_company_id
from tenants.tenant_model import TenantModel

MOST_PRONUNCIATIONS = 200
PRONUNCIATION_MAX_CHARS = 100
SLOWEST, FASTEST = 0.5, 2.0
API_KEY_MAX_CHARS = 200

_KEY_FIELD = "telephony.VoiceSettings.api_key"
_API_KEY = re.compile("[!-~]+")


def opened_key(sealed: str, company_id: UUID) -> str:
    """Return a company's key to ElevenLabs in clear; raises `UnreadableSecret`."""
    return decrypt(sealed, company_id, _KEY_FIELD)


def valid_api_key(key: str) -> None:
    """Raise `ValidationError` unless the key can stand in a header."""
    if key and not _API_KEY.fullmatch(key):
        raise ValidationError("A key is made of letters, digits and signs, without blanks.")


class Provider(models.TextChoices):
    """Who speaks."""

    TWILIO = "twilio", "Twilio"
    ELEVENLABS = "elevenlabs", "ElevenLabs"


def known_language(language: str) -> None:
    """Raise `ValidationError` unless Twilio speaks and understands the language."""
    if language not in LANGUAGES:
        raise ValidationError(f"Choose one of {', '.join(LANGUAGES)}.")


def valid_pronunciations(value: object) -> None:
    """Raise `ValidationError` unless this is a list of how words are said, each word once."""
    if not isinstance(value, list) or not all(_is_pronunciation(one) for one in value):
        raise ValidationError('Write a list such as [{"text": "Nguyen", "say": "win"}].')
    if len(value) > MOST_PRONUNCIATIONS:
        raise ValidationError(f"At most {MOST_PRONUNCIATIONS} pronunciations.")
    texts = [one["text"].casefold() for one in value]
    twice = sorted({text for text in texts if texts.count(text) > 1})
    if twice:
        raise ValidationError(f"Each word once; more than once: {', '.join(twice)}.")


def _is_pronunciation(value: Any) -> bool:
    is_pair = isinstance(value, dict) and value.keys() == {"text", "say"}
    return is_pair and all(
        isinstance(one, str)
        and one.strip()
        and one.isprintable()
        and len(one) <= PRONUNCIATION_MAX_CHARS
        for one in value.values()
    )


class VoiceSettings(TenantModel):
    """The language, the voice and its pace; a company without a row has the defaults.

    `pronunciations` are `{"text", "say"}`: what stands in a reply, and how it is said.
    """

    language = models.CharField(
        max_length=12, default=LANGUAGE, validators=[known_language],
        help_text="Spoken and understood, as in en-US.",
    )  # fmt: skip
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
        default=no_records, blank=True, validators=[valid_pronunciations],
        help_text='How words are said: [{"text": "Nguyen", "say": "win"}].',
    )  # fmt: skip

    api_key_encrypted = models.TextField(blank=True, editable=False)

    personal_fields = ()
    secret_fields = ("api_key_encrypted",)
    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        verbose_name_plural = "voice settings"
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company"], name="one_voice_a_company"),
        )

    def __str__(self) -> str:
        return f"{self.voice} ({self.language})"

    def seals(self) -> dict[str, Seal]:
        """Return what each sealed column is bound to."""
        return {"api_key_encrypted": (self.company_id, _KEY_FIELD)}

    def set_api_key(self, key: str) -> None:
        """Encrypt the key to ElevenLabs into this row; an empty one removes it."""
        owner = self.company_id or current_company_id()
        self.api_key_encrypted = encrypt(key, owner, _KEY_FIELD) if key else ""

    def has_readable_key(self) -> bool:
        """Whether there is a key to ElevenLabs, and one of ours still opens it."""
        try:
            return bool(
                self.api_key_encrypted and opened_key(self.api_key_encrypted, self.company_id)
            )
        except UnreadableSecret:
            return False

    def clean(self) -> None:
        """Refuse a voice that its provider does not have in that language."""
        if fault := voice_fault(self.language, self.provider, self.voice):
            raise ValidationError({"voice": fault})
