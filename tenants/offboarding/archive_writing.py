"""An archive being written: the same rows make the same bytes, whoever writes them when."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MANIFEST = "manifest.json"
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class WrittenFile:
    """One file of an archive, as the manifest tells it."""

    name: str
    model: str
    rows: int
    bytes: int
    sha256: str


class ArchiveWriter:
    """Writes files of lines, each as it comes; nothing is held in memory."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive

    def write(self, model: str, lines: Iterable[bytes]) -> WrittenFile:
        """Write a model's lines, and return what the manifest says of them."""
        name, digest, rows, size = f"{model}.jsonl", hashlib.sha256(), 0, 0
        with self._archive.open(_entry(name), "w", force_zip64=True) as file:
            for line in lines:
                file.write(line)
                digest.update(line)
                rows, size = rows + 1, size + len(line)
        return WrittenFile(name, model, rows, size, digest.hexdigest())

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the manifest, which is the last file."""
        text = json.dumps(manifest, ensure_ascii=False, indent=2)
        self._archive.writestr(_entry(MANIFEST), f"{text}\n")


@contextmanager
def new_archive(path: Path) -> Iterator[ArchiveWriter]:
    """Open an archive that only we may read, which is there whole or not at all.

    Raises `FileExistsError` where there is such a file, and any other `OSError`.
    """
    if path.exists():
        raise FileExistsError(path)
    handle, draft = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file, ZipFile(file, "w", ZIP_DEFLATED) as archive:
            yield ArchiveWriter(archive)
        os.link(draft, path)
    finally:
        os.unlink(draft)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _NO_TIME)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
