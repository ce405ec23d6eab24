"""A company comes back whole and as it was, or not at all, and no other company is touched."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from telephony.models import Call, CallTurn
from tenants.audit import verify_chain
from tenants.models import Company, User
from tenants.offboarding.deleting import mark_deleted
from tenants.offboarding.purging import purge_rows
from tenants.routing import company_exists
from tenants.scope import company_scope, platform_scope
from tests.factories import CallFactory, CallTurnFactory, CompanyFactory, UserFactory
from tests.telephony.commands import run
from tests.tenants.offboarding.archives import (
    Files,
    changed,
    commit,
    export,
    full_company,
    read_archive,
    refused,
    rows_in,
)

pytestmark = pytest.mark.django_db

CALL, TURN, COMPANY = "telephony.Call.jsonl", "telephony.CallTurn.jsonl", "tenants.Company.jsonl"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return the archive of a company with a call, which is not there any more."""
    with transaction.atomic():
        turn = CallTurnFactory(company=CompanyFactory(name="Joe's Plumbing"), utterance="héllo")
        export(turn.company_id, tmp_path / "joe.zip")
        transaction.set_rollback(True)
    return tmp_path / "joe.zip"


def company_in(path: Path) -> str:
    """Return the id of the archive's company."""
    return str(json.loads(read_archive(path)["manifest.json"])["companyId"])


def test_export_purge_restore_export_gives_the_same_bytes(tmp_path: Path) -> None:
    other = full_company("Smith's HVAC")
    company = full_company()
    export(other.id, tmp_path / "other.zip")
    export(company.id, tmp_path / "before.zip")
    mark_deleted(company.id, actor="tests")
    purge_rows(company.id, told=str)
    commit()

    restored = run("restore_company", str(tmp_path / "before.zip"))
    export(company.id, tmp_path / "after.zip")
    export(other.id, tmp_path / "other-after.zip")

    assert restored.exit_status == 0, restored.messages
    assert rows_in(tmp_path / "after.zip") == rows_in(tmp_path / "before.zip")
    assert rows_in(tmp_path / "other-after.zip") == rows_in(tmp_path / "other.zip")
    assert len(restored.document["numbersWithoutToken"]) == 1
    with company_scope(company.id):
        assert verify_chain().broken is None
        assert not User.in_company.get().has_usable_password()


def test_a_dry_run_restores_nothing(archive: Path) -> None:
    result = run("restore_company", str(archive), "--dry-run")

    assert result.document["rows"]["telephony.CallTurn"] == 1
    assert not company_exists(result.document["companyId"])


def test_a_restored_company_has_a_version_that_no_worker_knows(archive: Path) -> None:
    run("restore_company", str(archive))

    with company_scope(company_in(archive)):
        assert Company.in_company.get().configuration_version > 1_700_000_000


def test_a_company_that_is_there_is_not_replaced(archive: Path) -> None:
    run("restore_company", str(archive))

    assert "There is a company" in refused(run("restore_company", str(archive)))
    assert "There is a company" in refused(run("restore_company", str(archive), "--into-empty"))


def test_one_that_is_only_marked_as_deleted_is_brought_back_instead(archive: Path) -> None:
    run("restore_company", str(archive))
    mark_deleted(company_in(archive), actor="tests")  # type: ignore[arg-type]

    assert "delete_company --undo" in refused(run("restore_company", str(archive)))


def test_an_empty_company_is_filled_where_that_is_asked_for(archive: Path) -> None:
    CompanyFactory(id=company_in(archive), name="Nothing yet")

    rejected = run("restore_company", str(archive))
    filled = run("restore_company", str(archive), "--into-empty")

    assert "There is a company" in refused(rejected)
    assert filled.document["rows"]["telephony.Call"] == 1
    with company_scope(company_in(archive)):
        assert Company.in_company.get().name == "Joe's Plumbing"


def test_a_person_who_is_somebody_elses_by_now_is_not_taken(tmp_path: Path) -> None:
    with transaction.atomic():
        user = UserFactory(email="ann@example.com")
        export(user.company_id, tmp_path / "joe.zip")
        transaction.set_rollback(True)
    UserFactory(email="ann@example.com")

    line = refused(run("restore_company", str(tmp_path / "joe.zip")))

    assert line.removeprefix("CommandError: ").startswith(
        f"tenants.User {user.pk} is refused by the database"
    )
    assert not company_exists(user.company_id)


def spoil_a_byte(files: Files) -> None:
    """Change a word of a call's record."""
    files[TURN] = files[TURN].replace("héllo".encode(), "jéllo".encode())


def add_a_file(files: Files) -> None:
    """Add a file that would land elsewhere, if anybody unpacked it."""
    files["../../etc/cron.d/evil"] = b"x"


def name_a_file_elsewhere(files: Files) -> None:
    """Let the manifest name such a file."""
    manifest = json.loads(files["manifest.json"])
    manifest["files"][0] |= {"name": "../evil.jsonl", "model": "../evil"}
    files["../evil.jsonl"] = files.pop(COMPANY)
    files["manifest.json"] = json.dumps(manifest).encode()


def hide_a_bomb(files: Files) -> None:
    """Put more into a file than the manifest says."""
    files[CALL] = files[CALL] + b"0" * 5_000_000


def drop_a_file(files: Files) -> None:
    """Take a file away."""
    del files[TURN]


def be_of_another_form(files: Files) -> None:
    """Be written by a later release."""
    files["manifest.json"] = files["manifest.json"].replace(
        b'"schemaVersion": 1', b'"schemaVersion": 2'
    )


def have_no_manifest(files: Files) -> None:
    """Have none."""
    del files["manifest.json"]


UNHASHED: dict[str, tuple[Callable[[Files], None], str]] = {
    "a changed byte": (spoil_a_byte, f"{TURN} is not what the manifest says: it was changed."),
    "a path that leads out": (add_a_file, "other files than its manifest names"),
    "a manifest that leads out": (name_a_file_elsewhere, "This release has no model ../evil."),
    "a bomb": (hide_a_bomb, f"{CALL} is longer than the manifest says."),
    "a missing file": (drop_a_file, "other files than its manifest names"),
    "another form": (be_of_another_form, "a form that this release does not read"),
    "no manifest": (have_no_manifest, "The archive has no manifest."),
}


@pytest.mark.parametrize(("change", "line"), UNHASHED.values(), ids=UNHASHED)
def test_an_archive_that_was_changed_is_refused(
    archive: Path, change: Callable[[Files], None], line: str
) -> None:
    spoiled = changed(archive, change, is_hashed=False)

    assert line in refused(run("restore_company", str(spoiled)))
    assert not company_exists(company_in(archive))  # type: ignore[arg-type]


def with_row(name: str, **values: Any) -> Callable[[Files], None]:
    """Return what sets fields of the only row in a file."""

    def change(files: Files) -> None:
        row = {**json.loads(files[name]), **values}
        files[name] = json.dumps(row).encode() + b"\n"

    return change


HASHED = {
    "a row of another company": (TURN, {"company": str(uuid4())}, "is not a row of company"),
    "an unknown field": (CALL, {"is_admin": True}, "telephony.Call has no field is_admin"),
    "a value of no such type": (CALL, {"started_at": "soon"}, "started_at holds what it cannot"),
    "half a character": (CALL, {"status": "\ud800"}, "is refused"),
    "a parent that is not there": (TURN, {"call": str(uuid4())}, "is refused"),
    "another company's id": (COMPANY, {"id": str(uuid4())}, "is not a row of company"),
}


@pytest.mark.parametrize(("name", "values", "line"), HASHED.values(), ids=HASHED)
def test_rows_that_are_none_of_the_companys_are_refused_whatever_the_hashes_say(
    archive: Path, name: str, values: dict[str, Any], line: str
) -> None:
    spoiled = changed(archive, with_row(name, **values))

    assert line in refused(run("restore_company", str(spoiled)))
    assert not company_exists(company_in(archive))  # type: ignore[arg-type]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps a NUL in a text.")
def test_a_text_that_the_database_cannot_keep_is_one_line(archive: Path) -> None:
    spoiled = changed(archive, with_row(CALL, status="a\0b"))

    assert "is refused" in refused(run("restore_company", str(spoiled)))


def test_a_row_cannot_be_hung_on_another_companys_nor_take_its_place(
    archive: Path, stranger: Company
) -> None:
    theirs = CallFactory(company=stranger, call_sid="CAtheirs")

    hung = changed(archive, with_row(TURN, call=str(theirs.pk)))
    assert "is refused" in refused(run("restore_company", str(hung)))
    taken = changed(archive, with_row(CALL, id=str(theirs.pk)))
    assert "is refused" in refused(run("restore_company", str(taken)))

    with platform_scope("tests"):
        assert Call.objects.get().call_sid == "CAtheirs"
        assert not CallTurn.objects.exists()


def test_an_audit_log_that_was_changed_is_refused(tmp_path: Path) -> None:
    with transaction.atomic():
        company = CompanyFactory()
        mark_deleted(company.id, actor="tests")
        export(company.id, tmp_path / "joe.zip")
        transaction.set_rollback(True)

    forged = changed(tmp_path / "joe.zip", with_row("tenants.AuditEntry.jsonl", actor="nobody"))

    assert "audit log was changed" in refused(run("restore_company", str(forged)))


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 100])
def test_what_is_no_archive_is_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "joe.zip"
    path.write_bytes(content)

    assert "is no whole zip file" in refused(run("restore_company", str(path)))
    assert "can't be read" in refused(run("restore_company", str(tmp_path / "none.zip")))
