"""The journal's files: each of one process, locked by whoever writes or replays it."""

import fcntl
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from django.conf import settings

SUFFIX = ".jsonl"


class JournalFull(OSError):
    """The journal has reached `JOURNAL_MAX_BYTES`."""


def folder() -> Path:
    """Return the folder of the files, for our own eyes only."""
    place = Path(settings.VAR_DIR) / "journal"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def waiting_files() -> list[Path]:
    """Return the files with something to replay, the oldest first."""
    place = Path(settings.VAR_DIR) / "journal"
    return sorted(place.glob(f"*{SUFFIX}"))


def bytes_waiting() -> int:
    """Return how much there is to replay."""
    return sum(_size(path) for path in waiting_files())


def bytes_aside() -> int:
    """Return how much was set aside for somebody's eyes."""
    return _bytes_held(Path(settings.VAR_DIR) / "journal" / "aside")


def all_files() -> list[Path]:
    """Return every file, those with lines kept aside too."""
    return sorted((Path(settings.VAR_DIR) / "journal").rglob(f"*{SUFFIX}"))


@dataclass
class LockedFile:
    """A file that this process alone writes and reads, until it closes it or dies."""

    path: Path
    descriptor: int

    @classmethod
    def create(cls) -> Self:
        """Return a new file of this process; its name tells when it was begun."""
        path = folder() / f"{time.time_ns()}-{os.getpid()}{SUFFIX}"
        made = cls._locked(path, os.O_CREAT)
        _sync_folder(path.parent)
        return made or cls.create()

    @classmethod
    def take(cls, path: Path) -> Self | None:
        """Return a file that nobody holds, or None."""
        try:
            return cls._locked(path, 0)
        except FileNotFoundError:
            return None

    @classmethod
    def _locked(cls, path: Path, flags: int) -> Self | None:
        """Return the file under its lock; another may have removed it before that was taken."""
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | flags, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        if os.fstat(descriptor).st_nlink:
            return cls(path, descriptor)
        os.close(descriptor)
        return None

    def append(self, record: bytes) -> None:
        """Write a line through to the disk, or none of it; raises `OSError`."""
        if _bytes_held(self.path.parent) + len(record) > settings.JOURNAL_MAX_BYTES:
            raise JournalFull("The journal is full.")
        before = os.fstat(self.descriptor).st_size
        try:
            if os.write(self.descriptor, record) != len(record):
                raise OSError("The line was not written whole.")
            os.fsync(self.descriptor)
        except OSError:
            os.ftruncate(self.descriptor, before)
            raise

    def records(self) -> list[bytes]:
        """Return the lines, the last of which may be torn."""
        return self.path.read_bytes().splitlines(keepends=True)

    def set_aside(self, records: list[bytes]) -> None:
        """Keep these lines for somebody's eyes: in the folder `aside`, under the file's name."""
        aside = self.path.parent / "aside"
        aside.mkdir(mode=0o700, exist_ok=True)
        _write_through(aside / self.path.name, records)
        _sync_folder(aside)

    def rewrite(self, records: list[bytes]) -> None:
        """Put a file with these lines only in this one's place; without any, none."""
        if not records:
            self.remove()
            return
        draft = self.path.with_suffix(".draft")
        _write_through(draft, records)
        draft.replace(self.path)
        _sync_folder(self.path.parent)

    def remove(self) -> None:
        """Remove the file, whose lines are all seen to."""
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Leave the file to whoever takes it next."""
        os.close(self.descriptor)


def _write_through(path: Path, records: list[bytes]) -> None:
    """Write the lines into a new file of ours, as far as the disk itself."""
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.writelines(records)
        file.flush()
        os.fsync(file.fileno())


def _bytes_held(place: Path) -> int:
    return sum(_size(path) for path in place.rglob(f"*{SUFFIX}"))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # replayed by now
        return 0


def _sync_folder(place: Path) -> None:
    """Make the names of the files in it as lasting as what they hold."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
