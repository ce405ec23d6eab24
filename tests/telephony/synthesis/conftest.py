"""Fixtures of the tests of synthesised voices."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from telephony.synthesis import making
from telephony.synthesis.breaker import Breaker
from tests.telephony.synthesis.making_ends import let_making_end
from tests.telephony.synthesis.stand_in import StandIn, standing_in


@pytest.fixture(autouse=True)
def audio_directory(settings: Settings, tmp_path: Path) -> Path:
    """Keep audio in a directory of the test's own."""
    settings.VAR_DIR = tmp_path
    return tmp_path / "audio"


@pytest.fixture
def elevenlabs(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """Return the stand-in for ElevenLabs, which every company asks meanwhile."""
    with standing_in() as stand_in:
        settings.ELEVENLABS_URL = stand_in.url
        monkeypatch.setattr(making, "breaker", Breaker())
        yield stand_in
        stand_in.goes_on.set()
        let_making_end()
