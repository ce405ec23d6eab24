"""What lies on disk of a company: its audio, and lines of the journal that wait."""

import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from telephony.journal.entries import Entry
from telephony.journal.files import LockedFile, all_files
from telephony.journal.records import BrokenRecord, company_of, entry_of
from telephony.synthesis.clips import directory_of
from tenants.encryption import UnreadableSecret


def forget_audio(company_id: UUID) -> int:
    """Remove the company's synthesised audio, which is made again when it is needed."""
    directory = directory_of(company_id)
    count = sum(1 for path in directory.glob("*") if path.is_file())
    shutil.rmtree(directory, ignore_errors=True)
    return count


def drop_lines(company_id: UUID, is_theirs: Callable[[Entry], bool] | None = None) -> int:
    """Remove the company's lines from the journal, or those that `is_theirs`.

    A file that a worker holds is left to it: it records its lines within seconds, and drops those
    of a company that is gone.
    """
    return sum(_drop(path, company_id, is_theirs) for path in all_files())


def _drop(path: Path, company_id: UUID, is_theirs: Callable[[Entry], bool] | None) -> int:
    file = LockedFile.take(path)
    if file is None:
        return 0
    try:
        lines = file.records()
        kept = [line for line in lines if not _is_dropped(line, company_id, is_theirs)]
        if len(kept) < len(lines):
            file.rewrite(kept)
        return len(lines) - len(kept)
    finally:
        file.close()


def _is_dropped(line: bytes, company_id: UUID, is_theirs: Callable[[Entry], bool] | None) -> bool:
    if company_of(line) != company_id:
        return False
    if is_theirs is None:
        return True
    try:
        return is_theirs(entry_of(line))
    except (BrokenRecord, UnreadableSecret):
        return False
