"""An archive being read: nothing of it is believed before it was counted and hashed."""

import hashlib
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import BadZipFile, ZipFile

from tenants.offboarding.archive_writing import MANIFEST, WrittenFile
from tenants.offboarding.rows import RestoreRefused

SCHEMA_VERSION = 1
FORMAT = "clientsvia.company"
MANIFEST_MAX_BYTES = 1_048_576
LINE_MAX_BYTES = 16_777_216
ARCHIVE_MAX_BYTES = 8 * 1024**3
"""Of everything in an archive, unpacked."""

_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError)
_ENCRYPTED = 0x1


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself."""

    company_id: UUID
    company_name: str
    files: dict[str, WrittenFile]


class ArchiveReader:
    """Reads an archive whose manifest is well formed, and whose files are those it names."""

    def __init__(self, archive: ZipFile, known_models: set[str]) -> None:
        self._archive = archive
        self.manifest = _manifest_of(archive)
        self._require_names(known_models)

    def verify(self) -> None:
        """Read every file once; raises `RestoreRefused` where one is not what the manifest says."""
        for file in self.manifest.files.values():
            digest, rows, size = hashlib.sha256(), 0, 0
            for line in self.lines(file.model):
                digest.update(line)
                rows, size = rows + 1, size + len(line)
            if (digest.hexdigest(), rows, size) != (file.sha256, file.rows, file.bytes):
                raise RestoreRefused(f"{file.name} is not what the manifest says: it was changed.")

    def lines(self, model: str) -> Iterator[bytes]:
        """Yield a model's lines, never more bytes than the manifest names."""
        file = self.manifest.files.get(model)
        if file is None:
            return
        left = file.bytes
        with self._archive.open(file.name) as stream:
            while line := stream.readline(LINE_MAX_BYTES + 1):
                left -= len(line)
                if left < 0 or len(line) > LINE_MAX_BYTES:
                    raise RestoreRefused(f"{file.name} is longer than the manifest says.")
                yield line

    def _require_names(self, known_models: set[str]) -> None:
        given = sorted(entry.filename for entry in self._archive.infolist())
        named = sorted([MANIFEST, *(file.name for file in self.manifest.files.values())])
        strange = sorted(self.manifest.files.keys() - known_models)
        if strange:
            raise RestoreRefused(f"This release has no model {strange[0]}.")
        if given != named:
            raise RestoreRefused("The archive holds other files than its manifest names.")
        if sum(entry.file_size for entry in self._archive.infolist()) > ARCHIVE_MAX_BYTES:
            raise RestoreRefused("Unpacked, the archive would be too large.")


@contextmanager
def open_archive(path: Path, known_models: set[str]) -> Iterator[ArchiveReader]:
    """Open an archive; raises `RestoreRefused` where it is none, is broken or was changed."""
    try:
        with ZipFile(path) as archive:
            yield ArchiveReader(archive, known_models)
    except OSError as error:
        raise RestoreRefused(f"{path} can't be read: {error.strerror or error}.") from error
    except _BROKEN as error:
        raise RestoreRefused(f"{path} is no whole zip file.") from error


def _manifest_of(archive: ZipFile) -> Manifest:
    document = _document(archive)
    if document.get("format") != FORMAT:
        raise RestoreRefused("This is no archive of a company.")
    if document.get("schemaVersion") != SCHEMA_VERSION:
        raise RestoreRefused("The archive was written in a form that this release does not read.")
    try:
        files = [WrittenFile(**one) for one in document["files"]]
        company_id, name = UUID(document["companyId"]), str(document["companyName"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RestoreRefused("The manifest is not whole.") from error
    if not all(map(_is_well_formed, files)):
        raise RestoreRefused("The manifest names a file that can be none.")
    return Manifest(company_id, name, {file.model: file for file in files})


def _document(archive: ZipFile) -> dict[str, Any]:
    if any(entry.flag_bits & _ENCRYPTED for entry in archive.infolist()):
        raise RestoreRefused("The archive is encrypted: take its password off first.")
    entries = [entry for entry in archive.infolist() if entry.filename == MANIFEST]
    if len(entries) != 1 or entries[0].file_size > MANIFEST_MAX_BYTES:
        raise RestoreRefused("The archive has no manifest.")
    with archive.open(entries[0]) as file:
        text = file.read(MANIFEST_MAX_BYTES + 1)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RestoreRefused("The manifest is not JSON.") from error
    return document if isinstance(document, dict) else {}


def _is_well_formed(file: WrittenFile) -> bool:
    kinds = {one.name: one.type for one in fields(WrittenFile)}
    typed = all(type(getattr(file, name)) is kind for name, kind in kinds.items())
    return typed and file.name == f"{file.model}.jsonl" and min(file.rows, file.bytes) >= 0
