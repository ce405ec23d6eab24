"""What waits in the journal is recorded once, whoever replays it and however often."""

import os
from collections import Counter
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from pytest_django.fixtures import Settings

from telephony.calls import read_standing
from telephony.journal.files import LockedFile, waiting_files
from telephony.journal.replayer import replay_once
from telephony.journal.replaying import Fate, replay_all
from telephony.journal.unsaved import standing_with
from telephony.journal.writing import keep, lay_down
from telephony.models import Call, CallTurn, Message
from telephony.turns import Next
from tenants.models import Company
from tenants.offboarding.deleting import mark_deleted
from tenants.scope import company_scope, platform_scope
from tests.callers import database_gone, logged
from tests.telephony.commands import refusal, run
from tests.telephony.journal.entries import AT, line_of, status_entry, turn_entry

pytestmark = pytest.mark.django_db


def fates() -> Counter[str]:
    """Replay everything, and return what became of the lines."""
    counts: Counter[str] = Counter()
    for report in replay_all():
        counts.update({str(fate): count for fate, count in report.counts.items() if count})
    return counts


def recorded(company: Company) -> list[tuple[int, str]]:
    """Return the company's turns."""
    with company_scope(company.id):
        return list(CallTurn.objects.values_list("index", "twiml"))


def only_file() -> Path:
    """Return the one file that waits."""
    (path,) = waiting_files()
    return path


def left_by_a_dead_worker(*entries: Any) -> Path:
    """Return the file of entries whose writer is no more."""
    for entry in entries:
        keep(entry)
    held = lay_down()
    assert held is not None
    held.close()
    return held.path


def test_a_turn_is_recorded_with_its_call_its_message_and_its_time(company: Company) -> None:
    keep(turn_entry(company.id))

    assert fates() == {Fate.RECORDED: 1}

    with company_scope(company.id):
        turn, call, message = CallTurn.objects.get(), Call.objects.get(), Message.objects.get()
    assert (turn.utterance, turn.reply, turn.created_at) == ("my name is Wilhelmina", "reply 0", AT)
    assert call.started_at == AT
    assert message.text == "my name is Wilhelmina"
    assert waiting_files() == []


def test_what_is_recorded_already_is_left_as_it_is(company: Company) -> None:
    path = left_by_a_dead_worker(turn_entry(company.id), turn_entry(company.id, 1))
    kept = path.read_bytes()
    first = fates()
    path.write_bytes(kept)

    again = fates()

    assert first == {Fate.RECORDED: 2}
    assert again == {Fate.ALREADY_THERE: 2}
    assert [index for index, _ in recorded(company)] == [0, 1]
    with company_scope(company.id):
        assert Message.objects.count() == 2


def test_the_state_goes_on_from_a_replayed_turn(company: Company) -> None:
    keep(turn_entry(company.id, 3))
    list(replay_all())

    standing = read_standing(line_of(company.id), 4)

    assert (standing.index, standing.state.heard) == (3, 3)


def test_a_turn_from_memory_leaves_the_rest_of_the_state_as_it_stood(company: Company) -> None:
    keep(turn_entry(company.id, 5))
    keep(turn_entry(company.id, 6, from_memory=True))
    list(replay_all())

    standing = read_standing(line_of(company.id), 7)

    assert (standing.index, standing.state.heard, standing.state.last_said) == (6, 5, "reply 6")


def test_until_the_replay_this_worker_goes_on_from_what_it_holds(company: Company) -> None:
    line = line_of(company.id)
    keep(turn_entry(company.id, 2))

    before = standing_with(read_standing(line, 3), line, 3)
    repeated = standing_with(read_standing(line, 2), line, 2)
    list(replay_all())
    after = standing_with(read_standing(line, 3), line, 3)

    assert (before.index, before.state.heard, before.twiml) == (2, 2, None)
    assert repeated.twiml == "<Response>2</Response>"
    assert after.call_id is not None


def test_a_status_is_recorded_and_its_outcome_counts_turns_that_come_later(
    company: Company,
) -> None:
    keep(status_entry(company.id))
    keep(turn_entry(company.id, 1))

    list(replay_all())

    with company_scope(company.id):
        call = Call.objects.get()
    assert (call.status, call.duration_seconds, call.outcome) == ("completed", 42, "message")


def test_a_torn_line_is_kept_aside_and_told(company: Company) -> None:
    path = left_by_a_dead_worker(turn_entry(company.id), turn_entry(company.id, 1))
    path.write_bytes(path.read_bytes()[:-20])

    with logged() as lines:
        counts = fates()

    assert counts == {Fate.RECORDED: 1, Fate.SET_ASIDE: 1}
    assert "journal_unreadable" in "".join(lines)
    assert "Wilhelmina" not in "".join(lines)
    assert (path.parent / "aside" / path.name).read_bytes()
    assert waiting_files() == []


def test_an_entry_that_the_database_refuses_does_not_keep_others_back(company: Company) -> None:
    keep(turn_entry(company.id, call_sid="CA" + "2" * 90))
    keep(turn_entry(company.id))

    assert fates() == {Fate.SET_ASIDE: 1, Fate.RECORDED: 1}
    assert [index for index, _ in recorded(company)] == [0]


def test_entries_of_a_company_that_is_gone_are_dropped_and_others_recorded(
    company: Company, stranger: Company
) -> None:
    keep(turn_entry(stranger.id))
    keep(turn_entry(company.id))
    mark_deleted(stranger.id, actor="tests")
    with platform_scope("test"):
        stranger.delete()

    with logged() as lines:
        counts = fates()

    assert counts == {Fate.DROPPED: 1, Fate.RECORDED: 1}
    assert '"action": "dropped"' in "".join(lines)


def test_each_company_gets_its_own_turns_only(company: Company, stranger: Company) -> None:
    keep(turn_entry(company.id, 0))
    keep(turn_entry(stranger.id, 1))

    list(replay_all())

    assert [index for index, _ in recorded(company)] == [0]
    assert [index for index, _ in recorded(stranger)] == [1]


def test_a_file_that_another_holds_is_not_replayed(company: Company) -> None:
    path = left_by_a_dead_worker(turn_entry(company.id))
    held = LockedFile.take(path)
    assert held is not None

    (while_held,) = replay_all()
    held.close()
    (free,) = replay_all()

    assert (while_held.is_held, while_held.counts[Fate.RECORDED]) == (True, 0)
    assert (free.is_held, free.counts[Fate.RECORDED]) == (False, 1)


def test_while_the_database_is_away_everything_stays(company: Company) -> None:
    keep(turn_entry(company.id))

    with database_gone():
        is_done = replay_once()
    counts = fates()

    assert is_done is False
    assert counts == {Fate.RECORDED: 1}


def test_a_line_that_fails_in_passing_is_tried_again_with_its_file(company: Company) -> None:
    keep(turn_entry(company.id))
    keep(turn_entry(company.id, 1))

    with (
        patch(
            "telephony.journal.replaying.save_turn", side_effect=[OperationalError("deadlock"), ""]
        ),
        patch("telephony.journal.replaying.put_in_time"),
    ):
        first = fates()

    assert first == {Fate.WAITING: 1, Fate.RECORDED: 1}
    assert fates() == {Fate.RECORDED: 2}


def test_a_trial_tells_and_writes_nothing(company: Company) -> None:
    keep(turn_entry(company.id))

    tried = run("replay_journal", "--dry-run")
    held = only_file()
    done = run("replay_journal")

    assert tried == done
    assert done.document == {
        "file": held.name, "isHeld": False, "recorded": 1, "alreadyThere": 0,
        "dropped": 0, "setAside": 0, "waiting": 0,
    }  # fmt: skip
    assert len(recorded(company)) == 1


def test_the_command_says_when_the_database_is_away(company: Company) -> None:
    keep(turn_entry(company.id))

    with database_gone():
        refused = run("replay_journal")

    assert refusal(refused).endswith("The database does not answer.")


def test_a_full_journal_is_told_and_the_call_goes_on(company: Company, settings: Settings) -> None:
    settings.JOURNAL_MAX_BYTES = 2_000
    entries = [turn_entry(company.id, index) for index in range(3)]

    with logged() as lines:
        keep(entries[0])
        keep(entries[1])
        keep(entries[2])

    assert "JournalFull" in "".join(lines)
    assert only_file().stat().st_size <= 2_000
    line = line_of(company.id)
    assert standing_with(read_standing(line, 3), line, 3).index == 2


def test_a_full_disk_leaves_no_half_line(company: Company) -> None:
    keep(turn_entry(company.id))

    full = patch("telephony.journal.files.os.fsync", side_effect=OSError(28, "No space left"))
    with full, logged() as lines:
        keep(turn_entry(company.id, 1))
    keep(turn_entry(company.id, 2))

    assert "journal_not_written" in "".join(lines)
    assert fates() == {Fate.RECORDED: 2}


def test_nobody_else_on_the_machine_reads_the_files(company: Company) -> None:
    keep(turn_entry(company.id))

    assert os.stat(only_file()).st_mode & 0o777 == 0o600
    assert os.stat(only_file().parent).st_mode & 0o777 == 0o700


def test_a_dial_from_memory_counts_as_a_transfer_once_recorded(company: Company) -> None:
    dialled = turn_entry(company.id, 1, from_memory=True)
    object.__setattr__(dialled.turn.reply, "next", Next.DIAL)
    keep(status_entry(company.id))
    keep(dialled)

    list(replay_all())

    with company_scope(company.id):
        assert Call.objects.get().outcome == "transferred"
