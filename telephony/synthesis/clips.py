"""Audio on disk, by content: a directory for each company, the clips used longest ago dropped."""

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

MOST_BYTES_A_COMPANY = 256 * 1024 * 1024
UNUSED_SECONDS = 30 * 86_400


def has_clip(company_id: UUID, name: str) -> bool:
    """Return whether the company has the clip, which counts as a use of it."""
    with suppress(OSError):
        os.utime(_path(company_id, name))
        return True
    return False


def read_clip(company_id: UUID, name: str) -> bytes | None:
    """Return the clip's audio, or None where the company has no such clip."""
    with suppress(OSError):
        return _path(company_id, name).read_bytes()
    return None


def keep_clip(company_id: UUID, name: str, audio: bytes) -> None:
    """Keep the audio, whole or not at all, and drop what is too old or too much; raises OSError."""
    path = _path(company_id, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(audio)
    Path(draft).replace(path)
    _drop_oldest(path.parent)


def directory_of(company_id: UUID) -> Path:
    """Return where the company's clips lie, whether there are any or not."""
    directory: Path = settings.VAR_DIR / "audio" / str(company_id)
    return directory


def _drop_oldest(directory: Path) -> None:
    """Drop from the clip used longest ago on, until the rest is young and small enough."""
    files = sorted(_files(directory), reverse=True)
    kept_bytes = 0
    for used_at, size, path in files:
        kept_bytes += size
        if kept_bytes > MOST_BYTES_A_COMPANY or time.time() - used_at > UNUSED_SECONDS:
            path.unlink(missing_ok=True)


def _files(directory: Path) -> list[tuple[float, int, Path]]:
    """Return when each file was used last, and its size; another thread may drop one meanwhile."""
    found = []
    for path in directory.iterdir():
        with suppress(FileNotFoundError):
            facts = path.stat()
            found.append((facts.st_mtime, facts.st_size, path))
    return found


def _path(company_id: UUID, name: str) -> Path:
    return directory_of(company_id) / f"{name}.mp3"
