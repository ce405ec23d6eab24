"""`delete_company`: marked as deleted first, then purged; until then it can be brought back."""

import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from telephony.privacy.purging import Purged, purge_company
from tenants.commands import JSONCommand, add_dry_run, known_company
from tenants.errors import Conflict
from tenants.models import Company
from tenants.offboarding.deleting import bring_back, mark_deleted
from tenants.offboarding.kinds import count_rows
from tenants.scope import company_scope

ACTOR = "delete_company"


class Command(JSONCommand):
    """Deletes a company and prints what became of it."""

    help = "Mark a company as deleted; with --purge, remove one that is marked, for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("company", metavar="COMPANY_ID")
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--purge", action="store_true", help="Remove everything of it, for good.")
        way.add_argument("--undo", action="store_true", help="Bring it back; not after a purge.")
        parser.add_argument("--yes", action="store_true", help="Purge without asking for its name.")
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Mark, bring back or purge; with `--dry-run`, only count."""
        company_id = known_company(options["company"])
        told = {"companyId": str(company_id), "dryRun": options["dry_run"]}
        if options["dry_run"]:
            self.emit({**told, "rows": count_rows(company_id)})
            return
        try:
            became = self._act(company_id, **options)
        except Conflict as refusal:
            raise CommandError(str(refusal.detail)) from refusal
        self.emit({**told, **became})
        if became.get("left"):
            raise CommandError("Something names the company still; see docs/offboarding.md.")

    def _act(
        self, company_id: UUID, *, purge: bool, undo: bool, yes: bool, **_: Any
    ) -> dict[str, Any]:
        if purge:
            return self._purge(company_id, is_sure=yes)
        if undo:
            bring_back(company_id, actor=ACTOR)
            return {"state": "back"}
        mark_deleted(company_id, actor=ACTOR)
        return {"state": "deleted", "rows": count_rows(company_id)}

    def _purge(self, company_id: UUID, *, is_sure: bool) -> dict[str, Any]:
        if not is_sure:
            self._require_name(company_id)
        return _described(purge_company(company_id, told=self.progress))

    def _require_name(self, company_id: UUID) -> None:
        with company_scope(company_id):
            name = Company.in_company.get().name
        self.progress(f"This removes {name} for good. Type its name:")
        if sys.stdin.readline().strip() != name:
            raise CommandError("That is not its name; nothing was removed.")


def _described(purged: Purged) -> dict[str, Any]:
    return {
        "state": "purged",
        "rows": purged.rows,
        "left": purged.left,
        "files": purged.files,
        "recordingsDeleted": purged.recordings.deleted,
        "recordingsLeft": purged.recordings.left,
        "auditLog": {"entries": purged.audit_entries, "lastHash": purged.last_hash},
    }
