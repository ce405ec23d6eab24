"""`verify_audit_log`: whether the companies' audit logs are as they were written."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from tenants.audit import verify_chain
from tenants.commands import JSONCommand, every_company, known_company
from tenants.scope import company_scope

ACTOR = "verify_audit_log"


class Command(JSONCommand):
    """Prints one JSON line for each company; exit 1 where a log is broken."""

    help = "Follow the chain of each company's audit log; keep lastHash to notice a cut-off end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare `--company`."""
        parser.add_argument("--company", metavar="ID", help="Only this one.")

    def handle(self, **options: Any) -> None:
        """Verify and tell."""
        chosen = options["company"]
        company_ids = [known_company(chosen, "--company")] if chosen else every_company(ACTOR)
        broken = [company_id for company_id in company_ids if not self._is_whole(company_id)]
        if broken:
            raise CommandError(f"Broken audit logs: {len(broken)} of {len(company_ids)}.")

    def _is_whole(self, company_id: UUID) -> bool:
        with company_scope(company_id):
            chain = verify_chain()
        self.emit(
            {
                "companyId": str(company_id),
                "isWhole": chain.broken is None,
                "entries": chain.length,
                "lastHash": chain.last_hash,
                "brokenAt": chain.broken and chain.broken.sequence,
            }
        )
        return chain.broken is None
