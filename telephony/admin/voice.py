"""The desk's page of companies' voices."""

from typing import Any

from django import forms
from django.contrib import admin
from unfold.widgets import UnfoldAdminSelectWidget

from telephony.models import VoiceSettings
from telephony.models.voice_settings import valid_pronunciations
from telephony.voice_catalog import LANGUAGE, LANGUAGES
from tenants.admin import CompanyFilter, LinesField, TenantAdmin, TenantForm


class PronunciationsField(LinesField):
    """How words are said, as in `Nguyen = win`."""

    def prepare_value(self, value: Any) -> Any:
        """Return stored pronunciations as lines."""
        if not isinstance(value, list):
            return value
        return "\n".join(f"{one['text']} = {one['say']}" for one in value)

    def to_python(self, value: Any) -> list[Any]:
        """Return the lines as pronunciations."""
        if isinstance(value, list):
            return value
        pairs = [line.partition("=") for line in super().to_python(value)]
        return [{"text": text.strip(), "say": say.strip()} for text, _, say in pairs]

    def validate(self, value: Any) -> None:
        """Refuse lines that say nothing, and words that stand twice."""
        super().validate(value)
        valid_pronunciations(value)


class VoiceSettingsForm(TenantForm):
    """A voice, whose language is chosen."""

    language = forms.ChoiceField(
        choices=[(language, language) for language in LANGUAGES],
        initial=LANGUAGE,
        widget=UnfoldAdminSelectWidget,
    )
    pronunciations = PronunciationsField(
        required=False, help_text="A word and what is said, as in Nguyen = win."
    )


@admin.register(VoiceSettings)
class VoiceSettingsAdmin(TenantAdmin):
    """How companies' receptionists sound."""

    form = VoiceSettingsForm
    list_display = ("company", "language", "provider", "voice", "speaking_rate")
    list_filter = (("company", CompanyFilter), "provider", "language")
    search_fields = ("company__name", "voice")
    fieldsets = (
        (None, {"fields": ("company", "language", ("provider", "voice"), "speaking_rate")}),
        ("Pronunciations", {"fields": ("pronunciations",)}),
    )
