"""Addresses of audio, and what is served at them."""

from urllib.parse import quote
from uuid import UUID

import pytest
from django.core import signing
from django.test import Client
from pytest_django.fixtures import Settings

from telephony.synthesis import references
from telephony.synthesis.clips import keep_clip
from telephony.synthesis.references import audio_url

OURS, THEIRS = UUID(int=1), UUID(int=2)
NAME = "a" * 64


@pytest.fixture
def path(settings: Settings) -> str:
    """Keep a clip of ours, and return its path."""
    settings.PUBLIC_BASE_URL = "https://phone.example"
    keep_clip(OURS, NAME, b"our mp3")
    return audio_url(OURS, NAME).removeprefix("https://phone.example")


def test_a_clip_is_served_as_what_it_is(client: Client, path: str) -> None:
    answer = client.get(path)

    assert path.startswith("/api/twilio/audio/")
    assert (answer.status_code, answer.content) == (200, b"our mp3")
    assert answer["Content-Type"] == "audio/mpeg"
    assert answer["Cache-Control"] == "private, max-age=3600, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "head", "options"])
def test_it_is_only_to_be_got(client: Client, path: str, method: str) -> None:
    assert getattr(client, method)(path).status_code == 405


def test_after_an_hour_it_is_no_longer(
    client: Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(references, "LIFETIME_SECONDS", -1)

    assert client.get(path).status_code == 403


@pytest.mark.parametrize(
    "reference",
    ["x", "a:b:c", NAME, ":::", "..", "%00", "%FF", "a" * 5000, "W10:1:x", "../../secret_key"],
)
def test_what_we_have_not_signed_is_refused(client: Client, path: str, reference: str) -> None:
    answer = client.get(f"/api/twilio/audio/{quote(reference, safe='%:')}")

    assert answer.status_code in {403, 404}
    assert b"our mp3" not in answer.content


@pytest.mark.parametrize("place", [0, 10, -1])
def test_a_reference_that_was_changed_is_refused(client: Client, path: str, place: int) -> None:
    reference = list(path.rpartition("/")[2])
    reference[place] = "B" if reference[place] == "A" else "A"

    assert client.get(f"/api/twilio/audio/{''.join(reference)}").status_code == 403


def test_what_is_signed_for_another_purpose_is_refused(client: Client, path: str) -> None:
    foreign = signing.dumps([str(OURS), NAME], salt="another purpose")

    assert client.get(f"/api/twilio/audio/{foreign}").status_code == 403


def test_another_companys_reference_to_the_same_clip_serves_nothing_of_ours(
    client: Client, path: str
) -> None:
    theirs = audio_url(THEIRS, NAME).removeprefix("https://phone.example")

    before = client.get(theirs)
    keep_clip(THEIRS, NAME, b"their mp3")

    assert (before.status_code, before.content) == (404, b"")
    assert client.get(theirs).content == b"their mp3"
    assert client.get(path).content == b"our mp3"
