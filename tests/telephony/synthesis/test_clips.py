"""Audio on disk: whole, each company's own, and never too much of it."""

import os
import time
from pathlib import Path
from uuid import UUID

import pytest

from telephony.synthesis import clips
from telephony.synthesis.clips import has_clip, keep_clip, read_clip

OURS, THEIRS = UUID(int=1), UUID(int=2)


def test_a_clip_is_its_companys_alone(audio_directory: Path) -> None:
    keep_clip(OURS, "hello", b"ours")

    assert has_clip(OURS, "hello")
    assert read_clip(OURS, "hello") == b"ours"
    assert not has_clip(THEIRS, "hello")
    assert read_clip(THEIRS, "hello") is None
    assert [path.name for path in audio_directory.iterdir()] == [str(OURS)]


def test_a_clip_is_there_whole_or_not_at_all(
    audio_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fdopen", _full_disk)

    with pytest.raises(OSError, match="No space"):
        keep_clip(OURS, "hello", b"ours")

    assert not has_clip(OURS, "hello")


def test_the_clips_used_longest_ago_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clips, "MOST_BYTES_A_COMPANY", 20)
    keep_clip(OURS, "first", b"x" * 8)
    keep_clip(OURS, "second", b"x" * 8)
    _last_used(OURS, "first", seconds_ago=20)
    _last_used(OURS, "second", seconds_ago=10)
    keep_clip(THEIRS, "other", b"x" * 8)
    has_clip(OURS, "first")

    keep_clip(OURS, "third", b"x" * 8)

    held = [has_clip(OURS, name) for name in ("first", "second", "third")]
    assert held == [True, False, True]
    assert has_clip(THEIRS, "other")


def test_what_was_not_used_for_a_month_is_dropped() -> None:
    keep_clip(OURS, "old", b"x")
    _last_used(OURS, "old", seconds_ago=clips.UNUSED_SECONDS + 1)

    keep_clip(OURS, "new", b"x")

    assert (has_clip(OURS, "old"), has_clip(OURS, "new")) == (False, True)


def test_a_clip_that_another_thread_has_dropped_stops_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep_clip(OURS, "hello", b"x")
    gone = clips._path(OURS, "hello").with_name("gone.mp3")
    monkeypatch.setattr(Path, "iterdir", lambda directory: [gone])

    keep_clip(OURS, "there", b"x")

    assert read_clip(OURS, "there") == b"x"


def _last_used(company_id: UUID, name: str, *, seconds_ago: float) -> None:
    moment = time.time() - seconds_ago
    os.utime(clips._path(company_id, name), (moment, moment))


def _full_disk(*args: object) -> None:
    raise OSError(28, "No space left on device")
