"""An archive holds every kind of row of one company, none of another's, and no secret."""

import json
from pathlib import Path

import pytest

from tenants.checks import tenant_models
from tenants.models import Company
from tenants.offboarding import kinds as kinds_of
from tenants.offboarding.kinds import archived_kinds, kinds
from tests.factories import CallTurnFactory, CompanyFactory
from tests.telephony.commands import refusal, run
from tests.tenants.offboarding.archives import export, full_company, read_archive, rows_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return the archive of a company with everything, beside another that has everything too."""
    full_company("Smith's HVAC")
    company = full_company()
    export(company.id, tmp_path / "joe.zip")
    return tmp_path / "joe.zip"


def test_every_kind_of_row_stands_in_it_or_is_named_as_left_out(archive: Path) -> None:
    manifest = json.loads(read_archive(archive)["manifest.json"])

    held = {file["model"] for file in manifest["files"] if file["rows"]}
    left_out = {one["what"] for one in manifest["leftOut"] if one["why"]}
    models = {model._meta.label for model in tenant_models()}
    assert models <= held | left_out
    assert {"tenants.Company", "tenants.User", "tenants.PhoneNumber"} <= held
    assert models & left_out == {"tenants.IdempotencyRecord"}


def test_the_manifest_tells_each_files_rows_and_what_secrets_are_left_out(archive: Path) -> None:
    files = read_archive(archive)
    manifest = json.loads(files["manifest.json"])

    assert all(file["rows"] == files[file["name"]].count(b"\n") for file in manifest["files"])
    assert all(len(files[file["name"]]) == file["bytes"] for file in manifest["files"])
    assert {
        "tenants.PhoneNumber.auth_token_encrypted",
        "tenants.PhoneNumber.checked_with",
        "tenants.User.password",
        "telephony.VoiceSettings.api_key_encrypted",
        "audio",
    } <= {one["what"] for one in manifest["leftOut"]}


def test_no_secret_stands_in_it_not_even_encrypted(archive: Path) -> None:
    text = b"".join(read_archive(archive).values())

    assert b"a-token-of-joes" not in text
    assert b"md5$" not in text
    assert b"Joe's Plumbing" in text


def test_nothing_of_another_company_stands_in_it(archive: Path) -> None:
    text = b"".join(read_archive(archive).values())

    assert b"Smith's HVAC" not in text


def test_no_field_that_looks_like_a_secret_is_archived() -> None:
    fields = [field.name for kind in archived_kinds() for field in kind.fields]

    assert [name for name in fields if "encrypted" in name or "sealed" in name] == []
    assert [name for name in fields if "password" in name or "token" in name] == []


def test_the_same_rows_make_the_same_bytes_however_small_the_pages_are(
    company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    CallTurnFactory.create_batch(5, company=company)
    export(company.id, tmp_path / "once.zip")

    monkeypatch.setattr(kinds_of, "PAGE_ROWS", 2)
    export(company.id, tmp_path / "again.zip")

    assert rows_in(tmp_path / "once.zip") == rows_in(tmp_path / "again.zip")


def test_parents_come_before_what_names_them() -> None:
    order = [kind.label for kind in kinds()]

    assert order.index("telephony.Call") < order.index("telephony.CallTurn")
    assert order.index("templates_brain.ScenarioCategory") < order.index("templates_brain.Scenario")


def test_the_command_prints_the_manifest_and_writes_for_our_eyes_only(
    company: Company, tmp_path: Path
) -> None:
    path = tmp_path / "joe.zip"

    result = run("export_company", str(company.id), "--output", str(path))

    assert result.document["file"] == str(path)
    assert result.document["companyName"] == "Joe's Plumbing"
    assert path.stat().st_mode & 0o077 == 0
    again = run("export_company", str(company.id), "--output", str(path))
    assert refusal(again).endswith(f"{path} is there already.")


def test_a_dry_run_only_counts(company: Company, tmp_path: Path) -> None:
    result = run("export_company", str(company.id), "--dry-run")

    assert result.document["rows"] == {"tenants.Company": 1}


@pytest.mark.parametrize("company_id", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_a_company_that_is_not_there_is_one_line(company_id: str) -> None:
    CompanyFactory()

    assert company_id in refusal(run("export_company", company_id))
