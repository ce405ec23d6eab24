"""How a company's receptionist sounds: read, changed, and as the call speaks it."""

from collections.abc import Mapping
from typing import Any

from telephony.agent import Voice
from telephony.differences import record_difference
from telephony.models import VoiceSettings
from telephony.voice_catalog import ELEVENLABS, like_voice, primary
from templates_brain.models import Scenario
from templates_brain.models.fields import ScenarioStatus
from tenants.audit import record
from tenants.errors import RefusedByRule
from tenants.models import Company


def voice_settings() -> VoiceSettings:
    """Return the bound company's settings; where it has none, the defaults, unsaved."""
    return VoiceSettings.objects.first() or VoiceSettings()


def describe_voice() -> dict[str, Any]:
    """Return the bound company's voice as the API tells it."""
    return _described(voice_settings())


def change_voice(changes: Mapping[str, Any], *, actor: str) -> dict[str, Any]:
    """Set the named columns, which are valid together, and return all of them as the API tells.

    Raises `RefusedByRule` where a live company would have nothing to say in the new language.
    """
    row = voice_settings()
    before = _described(row)
    columns = dict(changes)
    key = columns.pop("api_key", None)
    for name, value in columns.items():
        setattr(row, name, value)
    if key is not None:
        row.set_api_key(key)
        record(actor, "voice_key_changed")
    if before["language"] != row.language:
        _refuse_to_fall_silent(row.language)
    row.save()
    after = _described(row)
    record_difference(actor, "voice_changed", before, after)
    return after


def spoken_voice(row: VoiceSettings) -> Voice:
    """Return the voice that a call has, and the like voice of Twilio's where it is another's."""
    is_elsewhere = row.provider == ELEVENLABS
    return Voice(
        language=row.language,
        name=like_voice(row.language, row.provider, row.voice),
        rate=row.speaking_rate,
        pronunciations=tuple((one["text"], one["say"]) for one in row.pronunciations),
        speaker=row.voice if is_elsewhere else "",
        sealed_key=row.api_key_encrypted if is_elsewhere else "",
    )


def _described(row: VoiceSettings) -> dict[str, Any]:
    return {
        "language": row.language,
        "provider": row.provider,
        "voice": row.voice,
        "speakingRate": row.speaking_rate,
        "pronunciations": row.pronunciations,
        "hasApiKey": bool(row.api_key_encrypted),
    }


def _refuse_to_fall_silent(language: str) -> None:
    """Raise where a live company has scenarios, and none of them in the language."""
    if not Company.in_company.get().is_live:
        return
    live = Scenario.objects.filter(status=ScenarioStatus.LIVE)
    spoken = {primary(one) for one in live.values_list("language", flat=True).distinct()}
    if spoken and primary(language) not in spoken:
        refusal = RefusedByRule(f"Callers are answered, and no live scenario is in {language}.")
        refusal.details = {"language": [str(refusal.detail)]}
        raise refusal
