"""The adapter to ElevenLabs, against a stand-in over HTTP."""

from collections.abc import Callable

import pytest
from pytest_django.fixtures import Settings

from telephony.synthesis import elevenlabs as adapter
from telephony.synthesis.elevenlabs import ElevenLabs
from telephony.synthesis.speech import Speech, SynthesisFailed
from tests.telephony.synthesis.stand_in import KEY, SPEAKER, StandIn

HELLO = Speech("Hello there.", SPEAKER, "en-US", speed=1.1)


def failure(speech: Speech = HELLO) -> str:
    """Return why there is no audio of a speech."""
    with pytest.raises(SynthesisFailed) as failed:
        ElevenLabs(KEY).synthesise(speech)
    return str(failed.value)


def test_the_request_is_the_one_that_elevenlabs_documents(elevenlabs: StandIn) -> None:
    audio = ElevenLabs(KEY).synthesise(HELLO)

    (asked,) = elevenlabs.asked
    assert audio == b"mp3 of Hello there."
    assert asked.path == f"/v1/text-to-speech/{SPEAKER}?output_format=mp3_44100_128"
    assert (asked.headers["xi-api-key"], asked.headers["Accept"]) == (KEY, "audio/mpeg")
    assert asked.body == {
        "text": "Hello there.",
        "model_id": "eleven_flash_v2_5",
        "language_code": "en",
        "voice_settings": {"stability": 0.5, "similarity_boost": 0.75, "speed": 1.1},
    }


@pytest.mark.parametrize(
    ("language", "code"), [("es-US", "es"), ("nb-NO", "no"), ("ca-ES", None), ("is-IS", None)]
)
def test_a_language_is_told_where_the_model_has_a_name_for_it(
    elevenlabs: StandIn, language: str, code: str | None
) -> None:
    ElevenLabs(KEY).synthesise(Speech("Hola.", SPEAKER, language))

    assert elevenlabs.asked[0].body["language_code"] == code


@pytest.mark.parametrize("status", [204, 301, 302, 400, 401, 404, 422, 429, 500, 503])
def test_any_status_but_200_is_a_failure_and_no_redirect_is_followed(
    elevenlabs: StandIn, status: int
) -> None:
    elevenlabs.status = status
    elevenlabs.headers["Location"] = f"{elevenlabs.url}/elsewhere"

    assert failure() == f"status {status}"
    assert len(elevenlabs.asked) == 1


@pytest.mark.parametrize("kind", ["", "text/html", "application/json", "audio/wav"])
def test_what_is_no_mpeg_audio_is_a_failure(elevenlabs: StandIn, kind: str) -> None:
    elevenlabs.headers["Content-Type"] = kind

    assert failure() == "no audio/mpeg"


def test_a_type_with_parameters_is_taken(elevenlabs: StandIn) -> None:
    elevenlabs.headers["Content-Type"] = "Audio/MPEG; charset=binary"

    assert ElevenLabs(KEY).synthesise(HELLO)


@pytest.mark.parametrize(("size", "reason"), [(0, "empty"), (adapter.MOST_BYTES + 1, "too large")])
def test_nothing_and_too_much_are_failures(elevenlabs: StandIn, size: int, reason: str) -> None:
    elevenlabs.audio = lambda asked: b"x" * size

    assert failure() == reason


def test_an_answer_that_never_comes_is_a_failure(
    elevenlabs: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "READ_SECONDS", 0.05)
    elevenlabs.goes_on.clear()

    assert failure() == "ReadTimeout"


def test_an_answer_that_takes_too_long_in_all_is_a_failure(
    elevenlabs: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "WHOLE_SECONDS", -1.0)

    assert failure() == "too slow"


def test_a_server_that_is_not_there_is_a_failure(settings: Settings) -> None:
    settings.ELEVENLABS_URL = "http://127.0.0.1:9"

    assert failure() == "ConnectionError"


@pytest.mark.parametrize("speaker", ["../../v1/user", "a/b", "x?y=1", "a#b", "@host"])
def test_the_id_of_a_voice_leads_nowhere_else(elevenlabs: StandIn, speaker: str) -> None:
    ElevenLabs(KEY).synthesise(Speech("Hello.", speaker, "en-US"))

    path = elevenlabs.asked[0].path
    assert path.startswith("/v1/text-to-speech/")
    assert path.count("/") == 3
    assert path.endswith("?output_format=mp3_44100_128")


def test_a_cookie_that_one_company_is_given_no_other_sends(elevenlabs: StandIn) -> None:
    elevenlabs.headers["Set-Cookie"] = "session=joes; Path=/"

    ElevenLabs(KEY).synthesise(HELLO)
    ElevenLabs("sk_smiths-own-key").synthesise(HELLO)

    assert [asked.headers.get("Cookie") for asked in elevenlabs.asked] == [None, None]


@pytest.mark.parametrize("show", [repr, str])
def test_a_key_is_not_shown(show: Callable[[object], str]) -> None:
    assert KEY not in show(ElevenLabs(KEY))
