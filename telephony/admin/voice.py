"""The desk's page of companies' voices."""

from typing import Any

from django import forms
from django.contrib import admin
from unfold.decorators import display
from unfold.widgets import (
    UnfoldAdminPasswordWidget,
    UnfoldAdminSelectWidget,
    UnfoldBooleanSwitchWidget,
)

from telephony.models import VoiceSettings
from telephony.models.voice_settings import (
    API_KEY_MAX_CHARS,
    valid_api_key,
    valid_pronunciations,
)
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
    new_api_key = forms.CharField(
        label="API key to ElevenLabs",
        required=False,
        max_length=API_KEY_MAX_CHARS,
        validators=[valid_api_key],
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"}),
        help_text="Kept encrypted and never shown again. Empty keeps the present one.",
    )
    remove_api_key = forms.BooleanField(
        label="Remove the key",
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text="Twilio speaks then, in a like voice.",
    )

    def clean(self) -> dict[str, Any]:
        """Refuse to set and remove the key at once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("new_api_key") and cleaned.get("remove_api_key"):
            self.add_error("remove_api_key", "Either set a new key or remove it.")
        return cleaned

    def save(self, commit: bool = True) -> VoiceSettings:
        """Encrypt the key into the row, whose company is known by now."""
        key = self.cleaned_data["new_api_key"]
        if key or self.cleaned_data["remove_api_key"]:
            self.instance.set_api_key(key)
        return super().save(commit)


@admin.register(VoiceSettings)
class VoiceSettingsAdmin(TenantAdmin):
    """How companies' receptionists sound."""

    form = VoiceSettingsForm
    list_display = ("company", "language", "provider", "voice", "speaking_rate")
    list_filter = (("company", CompanyFilter), "provider", "language")
    search_fields = ("company__name", "voice")
    fieldsets = (
        (None, {"fields": ("company", "language", ("provider", "voice"), "speaking_rate")}),
        ("ElevenLabs", {"fields": ("has_api_key", "new_api_key", "remove_api_key")}),
        ("Pronunciations", {"fields": ("pronunciations",)}),
    )
    readonly_fields = ("has_api_key",)

    @display(description="Has a key", boolean=True)
    def has_api_key(self, row: VoiceSettings) -> bool:
        """Whether there is a key, without saying which."""
        return bool(row.api_key_encrypted)
