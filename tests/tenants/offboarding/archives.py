"""Archives of companies, as they are and as somebody has changed them."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

from django.db import connection

from tenants.models import Company
from tenants.offboarding.archive_writing import MANIFEST
from tenants.offboarding.exporting import export_company
from tests.factories import CompanyFactory, PhoneNumberFactory, UserFactory
from tests.telephony.commands import Run
from tests.tenants.tenant_rows import TENANT_MODELS, make_row

Files = dict[str, bytes]


def full_company(name: str = "Joe's Plumbing") -> Company:
    """Return a company with a row of every kind at least."""
    company = CompanyFactory(name=name)
    UserFactory(company=company)
    PhoneNumberFactory(company=company, token="a-token-of-joes")
    for model in TENANT_MODELS:
        make_row(model, company=company)
    return company


def export(company_id: UUID, path: Path) -> dict[str, Any]:
    """Write the archive of a company, and return its manifest."""
    return export_company(company_id, path, left_out={"audio": "Made again."}, told=str)


def read_archive(path: Path) -> Files:
    """Return the archive's files by name."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_in(path: Path) -> Files:
    """Return the files of rows alone: what has no time of its own."""
    return {name: text for name, text in read_archive(path).items() if name != MANIFEST}


def changed(path: Path, change: Callable[[Files], None], *, is_hashed: bool = True) -> Path:
    """Return a copy of the archive that somebody has changed, with hashes that fit or do not."""
    files = read_archive(path)
    change(files)
    if is_hashed:
        _hash(files)
    other = path.with_name("changed.zip")
    with ZipFile(other, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return other


def refused(result: Run) -> str:
    """Return the last line of a command that refused, perhaps after telling how far it came."""
    assert (result.exit_status, result.output) == (1, "")
    return result.messages.splitlines()[-1]


def commit() -> None:
    """Let the database check what it checks at a commit."""
    connection.check_constraints()


def _hash(files: Files) -> None:
    manifest = json.loads(files[MANIFEST])
    for told in manifest["files"]:
        text = files[told["name"]]
        told["rows"], told["bytes"] = text.count(b"\n"), len(text)
        told["sha256"] = hashlib.sha256(text).hexdigest()
    files[MANIFEST] = json.dumps(manifest).encode()
