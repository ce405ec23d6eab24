"""One company back from its archive: all of it or nothing, and no other company's row touched."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import DatabaseError

from tenants.audit import verify_chain
from tenants.databases import connection_in_force, roll_back
from tenants.managers import guard_company
from tenants.models import Company, PhoneNumber, User
from tenants.offboarding.archive_reading import ArchiveReader, Manifest, open_archive
from tenants.offboarding.kinds import Kind, archived_kinds, count_rows
from tenants.offboarding.rows import RestoreRefused, row_of
from tenants.routing import company_exists
from tenants.scope import company_scope
from tenants.tenant_model import TenantModel

Told = Callable[[str], object]


@dataclass(frozen=True)
class Restored:
    """What was restored, and which numbers wait for their token."""

    manifest: Manifest
    rows: dict[str, int] = field(default_factory=dict)
    numbers_without_token: list[str] = field(default_factory=list)


def restore_company(
    path: Path, *, into_empty: bool = False, is_trial: bool = False, told: Told
) -> Restored:
    """Restore the company of an archive in one transaction; a trial takes everything back.

    Raises `RestoreRefused`. An archive of another release is taken as far as its rows have no
    field that this one lacks.
    """
    by_label = {kind.label: kind for kind in archived_kinds()}
    with open_archive(path, set(by_label)) as archive:
        archive.verify()
        company_id = archive.manifest.company_id
        _require_room(company_id, into_empty)
        with _refusing("The archive"), company_scope(company_id, writing=True):
            restored = _restored(archive, list(by_label.values()), told)
            connection_in_force().check_constraints()  # SQLite would at the end
            if is_trial:
                roll_back()
    return restored


@contextmanager
def _refusing(what: str) -> Iterator[None]:
    """Turn what the database refuses of it into one line."""
    try:
        yield
    except (DatabaseError, UnicodeError) as error:
        reason = str(error).strip().splitlines()[0]
        raise RestoreRefused(f"{what} is refused by the database: {reason}") from error


def _require_room(company_id: UUID, into_empty: bool) -> None:
    if not company_exists(company_id):
        return
    with company_scope(company_id):
        is_deleted = Company.in_company.get().deleted_at is not None
    has_rows = count_rows(company_id).keys() != {Company._meta.label}
    if into_empty and not has_rows:
        return
    if is_deleted:
        raise RestoreRefused(
            f"Company {company_id} is only marked as deleted: bring it back with"
            " delete_company --undo, or purge it first."
        )
    raise RestoreRefused(f"There is a company {company_id} already; nothing of it is replaced.")


def _restored(archive: ArchiveReader, wanted: list[Kind], told: Told) -> Restored:
    company_id = archive.manifest.company_id
    rows = {kind.label: _restore(archive, kind, company_id, told) for kind in wanted}
    if rows[Company._meta.label] != 1:
        raise RestoreRefused("The archive holds no company, or more than one.")
    if verify_chain().broken:
        raise RestoreRefused("The archive's audit log was changed, or sealed with other keys.")
    without = PhoneNumber.in_company.exclude(account_sid="").order_by("number")
    found = {label: count for label, count in rows.items() if count}
    return Restored(archive.manifest, found, list(without.values_list("number", flat=True)))


def _restore(archive: ArchiveReader, kind: Kind, company_id: UUID, told: Told) -> int:
    count = 0
    for line in archive.lines(kind.label):
        row = row_of(kind, line, company_id)
        with _refusing(f"{kind.label} {row.pk}"):
            _insert(row)
        count += 1
    if count:
        told(f"{kind.label}: {count}")
    return count


def _insert(row: Any) -> None:
    """Save the row exactly as it is told: its times too, and without a new version or seal."""
    if isinstance(row, TenantModel):
        guard_company(row)
    if isinstance(row, User):
        row.set_unusable_password()
    if isinstance(row, Company):
        row.configuration_version = int(time.time())  # one that no worker has an agent of
        is_there = company_exists(row.pk)
        row.save_base(raw=True, force_insert=not is_there, force_update=is_there)
    else:
        row.save_base(raw=True, force_insert=True)
