"""Everything of one company as one archive."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from tenants.models import Company
from tenants.offboarding.archive_reading import FORMAT, SCHEMA_VERSION
from tenants.offboarding.archive_writing import ArchiveWriter, WrittenFile, new_archive
from tenants.offboarding.kinds import Kind, archived_kinds, kinds, pages_of
from tenants.offboarding.rows import line_of
from tenants.scope import company_scope

Told = Callable[[str], object]

SECRETS = "A secret never leaves this installation: enter it again after a restore."
LEFT_OUT = {
    "tenants.Company.configuration_version": "It counts on from a value of its own.",
    "tenants.Company.deleted_at": "What is restored is not deleted.",
    "tenants.User.last_login": "A restored user has not signed in yet.",
}


def export_company(
    company_id: UUID, path: Path, *, left_out: Mapping[str, str], told: Told
) -> dict[str, Any]:
    """Write the archive and return its manifest; raises `FileExistsError` or another `OSError`.

    Children are read before their parents, so that what is added meanwhile is in it with its
    parent or not at all.
    """
    with new_archive(path) as archive:
        files = [_write(archive, kind, company_id, told) for kind in reversed(archived_kinds())]
        manifest = _manifest(company_id, files, left_out)
        archive.finish(manifest)
    return manifest


def _write(archive: ArchiveWriter, kind: Kind, company_id: UUID, told: Told) -> WrittenFile:
    return archive.write(kind.label, _lines(kind, company_id, told))


def _lines(kind: Kind, company_id: UUID, told: Told) -> Iterator[bytes]:
    count = 0
    for page in pages_of(kind, company_id):
        yield from (line_of(kind, row) for row in page)
        count += len(page)
        told(f"{kind.label}: {count}")


def _manifest(
    company_id: UUID, files: list[WrittenFile], left_out: Mapping[str, str]
) -> dict[str, Any]:
    with company_scope(company_id):
        name = Company.in_company.get().name
    reasons = {**_withheld(), **LEFT_OUT, **left_out}
    return {
        "format": FORMAT,
        "schemaVersion": SCHEMA_VERSION,
        "companyId": str(company_id),
        "companyName": name,
        "exportedAt": timezone.now().isoformat(),
        "files": [asdict(file) for file in sorted(files, key=lambda file: file.name)],
        "leftOut": [{"what": what, "why": why} for what, why in sorted(reasons.items())],
    }


def _withheld() -> dict[str, str]:
    """Return what is kept back of the rows, with the reason."""
    whole = {kind.label: getattr(kind.model, "left_out_of_archives", "") for kind in kinds()}
    fields = {
        f"{kind.label}.{name}": SECRETS for kind in archived_kinds() for name in kind.withheld
    }
    return {**{label: why for label, why in whole.items() if why}, **fields}
