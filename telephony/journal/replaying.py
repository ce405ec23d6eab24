"""Recording what the journal holds, each entry once, however often it is tried."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from logging import getLogger
from pathlib import Path

from django.db import DatabaseError, InterfaceError, OperationalError, connection

from telephony.call_recording import keep_call_recording
from telephony.calls import (
    AnsweredTurn,
    Standing,
    note_status,
    put_in_time,
    read_standing,
    save_turn,
)
from telephony.gauges import JOURNAL
from telephony.journal import unsaved
from telephony.journal.entries import (
    Callback,
    CallRecordingEntry,
    Entry,
    MessageEntry,
    StatusEntry,
    TurnEntry,
)
from telephony.journal.files import LockedFile, waiting_files
from telephony.journal.records import BrokenRecord, entry_of
from telephony.journal.writing import lay_down
from telephony.voicemail import keep_recording
from tenants import routing
from tenants.encryption import UnreadableSecret
from tenants.logs import log_fields
from tenants.scope import company_scope

logger = getLogger(__name__)


class DatabaseAway(RuntimeError):
    """The database does not answer: nothing more can be replayed now."""


class Fate(StrEnum):
    """What became of a line."""

    RECORDED = "recorded"
    ALREADY_THERE = "alreadyThere"
    DROPPED = "dropped"
    SET_ASIDE = "setAside"
    WAITING = "waiting"


@dataclass(slots=True)
class Report:
    """What became of a file's lines; `is_held` where another process has the file."""

    file: str
    is_held: bool = False
    counts: dict[Fate, int] = field(default_factory=lambda: dict.fromkeys(Fate, 0))


def replay_all(*, is_trial: bool = False) -> Iterator[Report]:
    """Replay every file that no other process holds; a trial writes nothing.

    Raises `DatabaseAway`. What was recorded until then is recorded, and known as such when the
    file is replayed again.
    """
    own = lay_down()
    if own:
        own.close()
    for path in waiting_files():
        yield _replayed(path, is_trial)


def _replayed(path: Path, is_trial: bool) -> Report:
    file = LockedFile.take(path)
    if file is None:
        return Report(path.name, is_held=path.exists())
    try:
        return _replay(file, is_trial)
    finally:
        file.close()


def _replay(file: LockedFile, is_trial: bool) -> Report:
    """Replay a file; it goes once all its lines are recorded, dropped, or kept aside."""
    report, aside = Report(file.path.name), []
    for record in file.records():
        fate = _fate_of(record, is_trial)
        report.counts[fate] += 1
        if fate == Fate.SET_ASIDE:
            aside.append(record)
    if not is_trial:
        _see_off(file, report, aside)
    return report


def _see_off(file: LockedFile, report: Report, aside: list[bytes]) -> None:
    if aside:
        file.set_aside(aside)
    if not report.counts[Fate.WAITING]:
        file.remove()
    for fate, count in report.counts.items():
        if count:
            logger.warning("journal_replayed", extra={"action": fate, "count": count})
            JOURNAL.labels(fate).inc(count)


def _fate_of(record: bytes, is_trial: bool) -> Fate:
    """Return what became of a line: no line keeps those after it from being recorded."""
    try:
        entry = entry_of(record)
    except (BrokenRecord, UnreadableSecret):
        logger.exception("journal_unreadable")
        return Fate.SET_ASIDE
    with log_fields(company=str(entry.line.company_id), call=entry.line.call_sid):
        return _fate_of_entry(entry, is_trial)


def _fate_of_entry(entry: Entry, is_trial: bool) -> Fate:
    try:
        return _record(entry, is_trial)
    except (OperationalError, InterfaceError) as error:
        if not _database_answers():
            raise DatabaseAway("The database does not answer.") from error
        logger.exception("journal_waits")
        return Fate.WAITING
    except Exception:
        logger.exception("journal_refused")
    return Fate.SET_ASIDE


def _record(entry: Entry, is_trial: bool) -> Fate:
    if not routing.company_exists(entry.line.company_id):
        return Fate.DROPPED
    if not isinstance(entry, TurnEntry):
        return Fate.RECORDED if is_trial else _record_callback(entry)
    fate = _record_turn(entry, is_trial)
    if not is_trial:
        unsaved.forget(entry.line, entry.turn.index)
    return fate


def _record_callback(entry: Callback) -> Fate:
    """Record what Twilio told: each of these comes to the same, however often it is told."""
    match entry:
        case StatusEntry():
            facts = entry.status, entry.duration_seconds
            note_status(entry.line, *facts, is_answered=entry.is_answered)
        case MessageEntry():
            keep_recording(entry.line, entry.recording, entry.at)
        case CallRecordingEntry():
            keep_call_recording(entry.line, entry.recording)
    return Fate.RECORDED


def _record_turn(entry: TurnEntry, is_trial: bool) -> Fate:
    """Record a turn with the time at which it was answered, unless one of its index is there."""
    with company_scope(entry.line.company_id, writing=True):
        standing = read_standing(entry.line, entry.turn.index)
        if standing.twiml is not None:
            return Fate.ALREADY_THERE
        if not is_trial:
            save_turn(entry.line, standing, _on_top_of(standing, entry))
            put_in_time(entry.line, entry.turn.index, entry.at)
    return Fate.RECORDED


def _on_top_of(standing: Standing, entry: TurnEntry) -> AnsweredTurn:
    """Return the turn; one from memory leaves all of the state but what was said and who waits."""
    if not entry.from_memory:
        return entry.turn
    reply = entry.turn.reply
    state = replace(standing.state, last_said=reply.text, to_ring=reply.state.to_ring)
    return replace(entry.turn, reply=replace(reply, state=state))


def _database_answers() -> bool:
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return True
    return False
