"""Which voices there are."""

import pytest

from telephony.voice_catalog import (
    LANGUAGE,
    LANGUAGES,
    VOICE,
    like_voice,
    voice_fault,
    voices_of,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_voices_and_each_of_them_is_taken(language: str) -> None:
    voices = voices_of(language)

    assert voices
    assert len(set(voices)) == len(voices)
    assert [voice for voice in voices if voice_fault(language, "twilio", voice)] == []


def test_the_usual_voice_is_the_first_of_the_usual_language() -> None:
    assert voices_of(LANGUAGE)[0] == VOICE


@pytest.mark.parametrize(
    "voice", ["", "alice", "Polly.Amy-Neural", "polly.joanna", "Polly.Joanna ", "Google.en-GB-A"]
)
def test_a_voice_of_no_such_language_is_told_with_some_that_fit(voice: str) -> None:
    fault = voice_fault("en-US", "twilio", voice)

    assert "Polly.Joanna-Neural" in fault
    assert "Google.en-US-Neural2-A" in fault


def test_a_voice_at_elevenlabs_is_an_id_and_twilio_speaks_in_a_like_one() -> None:
    own = "21m00Tcm4TlvDq8ikWAM"

    assert voice_fault("fr-CA", "elevenlabs", own) == ""
    assert voice_fault("fr-CA", "elevenlabs", "Polly.Joanna")
    assert like_voice("fr-CA", "elevenlabs", own) == "Polly.Gabrielle-Neural"
    assert like_voice("fr-CA", "twilio", "Polly.Chantal") == "Polly.Chantal"
