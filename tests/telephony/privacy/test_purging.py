"""Nothing of a purged company is left: not in any table, in Redis, on disk, or at Twilio."""

import json
from pathlib import Path

import pytest
from django.conf import settings as live_settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from telephony.privacy import recordings
from telephony.privacy.twilio_recordings import NotDeleted
from telephony.synthesis.clips import has_clip, keep_clip
from tenants.cache import NAMES, CompanyCache
from tenants.models import Company
from tenants.offboarding.deleting import mark_deleted
from tenants.offboarding.scanning import traces_of
from tests.conftest import ClientOf
from tests.factories import MessageFactory, StaffFactory, UserFactory
from tests.telephony.commands import refusal, run
from tests.telephony.journal.entries import turn_entry
from tests.telephony.journal.test_replaying import left_by_a_dead_worker
from tests.tenants.offboarding.archives import commit, export, full_company, rows_in

pytestmark = pytest.mark.django_db


class Account:
    """Twilio's side: which recordings were deleted, and which it does not delete now."""

    def __init__(self, *busy: str) -> None:
        self.busy = busy
        self.deleted: list[str] = []

    def delete(self, sid: str) -> None:
        """Delete a recording, unless it is one of the busy."""
        if sid in self.busy:
            raise NotDeleted("20429")
        self.deleted.append(sid)


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Account:
    """Return the account of every number; it is busy with one recording."""
    made = Account("REbusy")
    monkeypatch.setattr(recordings, "recordings_at", lambda route: made)
    return made


def leave_traces(company: Company, client_of: ClientOf) -> None:
    """Leave something of the company in every place that there is beside its own tables."""
    user = UserFactory(company=company)
    client_of(user).get(f"/api/company/{company.id}/readiness")
    Client().force_login(user)
    for name in NAMES:
        CompanyCache(company.id).put(name, 1, "something")
    keep_clip(company.id, "clip", b"audio")
    left_by_a_dead_worker(turn_entry(company.id))
    note_at_the_desk(company)


def note_at_the_desk(company: Company) -> None:
    """Let the desk note an act of staff's on the company."""
    kind = ContentType.objects.get_for_model(Company)
    LogEntry.objects.create(
        user=StaffFactory(),
        content_type=kind,
        object_id=str(company.id),
        object_repr=company.name,
        action_flag=CHANGE,
    )


def test_nothing_is_left_of_it_and_everything_of_another(
    client_of: ClientOf, account: Account, tmp_path: Path
) -> None:
    joes, smiths = full_company(), full_company("Smith's HVAC")
    MessageFactory(company=joes, recording_sid="REdone")
    MessageFactory(company=joes, recording_sid="REbusy")
    for company in (joes, smiths):
        leave_traces(company, client_of)
    export(smiths.id, tmp_path / "before.zip")
    theirs_before = traces_of(smiths.id)
    ours_before = traces_of(joes.id)
    run("delete_company", str(joes.id))

    purged = run("delete_company", str(joes.id), "--purge", "--yes")
    commit()

    assert purged.exit_status == 0, purged.messages
    assert purged.document["left"] == {}
    assert {"tenants_company.id", "telephony_call.company_id", "files"} <= ours_before.keys()
    assert traces_of(joes.id) == {}
    assert traces_of(smiths.id) == theirs_before
    export(smiths.id, tmp_path / "after.zip")
    assert rows_in(tmp_path / "after.zip") == rows_in(tmp_path / "before.zip")
    assert has_clip(smiths.id, "clip")
    assert "REdone" in account.deleted
    assert purged.document["recordingsLeft"] == ["REbusy"]
    assert purged.document["auditLog"]["entries"] >= 2
    assert OutstandingToken.objects.count() == 1
    assert Session.objects.count() == 1
    assert [entry.object_id for entry in LogEntry.objects.all()] == [str(smiths.id)]


@pytest.mark.skipif(not live_settings.REDIS_URL, reason="Only Redis can be asked for its keys.")
def test_the_scan_sees_what_somebody_else_has_put_into_redis(company: Company) -> None:
    cache.set(f"somebody:{company.id}:else", "x", 60)

    assert traces_of(company.id)["redis"] == 1


def test_only_a_company_that_is_marked_is_purged(company: Company) -> None:
    line = refusal(run("delete_company", str(company.id), "--purge", "--yes"))

    assert "is not marked as deleted" in line
    assert traces_of(company.id)


def test_without_yes_its_name_has_to_be_typed(company: Company) -> None:
    mark_deleted(company.id, actor="tests")

    wrong = run("delete_company", str(company.id), "--purge", typed="joe's\n")
    still_there = traces_of(company.id)
    right = run("delete_company", str(company.id), "--purge", typed="Joe's Plumbing\n")

    assert "nothing was removed" in wrong.messages
    assert still_there
    assert right.document["state"] == "purged"


def test_a_dry_run_counts_and_removes_nothing(company: Company) -> None:
    MessageFactory(company=company)

    told = run("delete_company", str(company.id), "--purge", "--yes", "--dry-run").document

    assert told["rows"]["telephony.Message"] == 1
    assert run("delete_company", str(company.id), "--dry-run").document == told


def test_the_command_marks_and_brings_back(company: Company) -> None:
    marked = run("delete_company", str(company.id)).document
    back = run("delete_company", str(company.id), "--undo").document

    assert (marked["state"], back["state"]) == ("deleted", "back")
    assert "not marked" in refusal(run("delete_company", str(company.id), "--undo"))


def test_lines_of_others_in_the_same_journal_stay(company: Company, stranger: Company) -> None:
    file = left_by_a_dead_worker(turn_entry(company.id), turn_entry(stranger.id))
    mark_deleted(company.id, actor="tests")

    run("delete_company", str(company.id), "--purge", "--yes")

    (line,) = file.read_bytes().splitlines()
    assert json.loads(line)["company"] == str(stranger.id)
