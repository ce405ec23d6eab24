"""Keeping what could not be recorded: one file a process, through to the disk before the answer."""

import threading
from logging import getLogger

from telephony.gauges import JOURNAL
from telephony.journal import unsaved
from telephony.journal.entries import Entry, TurnEntry
from telephony.journal.files import LockedFile
from telephony.journal.records import record_of

logger = getLogger(__name__)

written = threading.Event()
"""Set while something may wait for its replay."""

_guard = threading.Lock()
_open: list[LockedFile] = []


def keep(entry: Entry) -> None:
    """Write the entry to this process's file; where that cannot be, say so and go on.

    Whatever becomes of the file, the next turn of the call on this worker goes on from here.
    """
    if isinstance(entry, TurnEntry):
        unsaved.remember(entry.line, entry.turn)
    try:
        with _guard:
            _own_file().append(record_of(entry))
    except OSError as error:
        logger.exception("journal_not_written", extra={"error_type": type(error).__name__})
        JOURNAL.labels("lost").inc()
    else:
        logger.warning("journal_written", extra={"kind": type(entry).__name__})
        JOURNAL.labels("written").inc()
        written.set()


def lay_down() -> LockedFile | None:
    """Return this process's file, locked as it is; the next entry begins another."""
    with _guard:
        return _open.pop() if _open else None


def _own_file() -> LockedFile:
    if not _open:
        _open.append(LockedFile.create())
    return _open[0]
