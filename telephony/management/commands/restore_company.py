"""`restore_company`: one company back from its archive, and no other touched."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from tenants.commands import JSONCommand, add_dry_run
from tenants.offboarding.restoring import restore_company
from tenants.offboarding.rows import RestoreRefused


class Command(JSONCommand):
    """Restores a company and prints what came back."""

    help = "Restore one company from the archive of export_company: all of it, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", metavar="FILE")
        parser.add_argument(
            "--into-empty",
            action="store_true",
            help="Fill the company if it is there, but has no row of any kind.",
        )
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Restore; with `--dry-run`, only see whether it could be."""
        try:
            restored = restore_company(
                Path(options["file"]),
                into_empty=options["into_empty"],
                is_trial=options["dry_run"],
                told=self.progress,
            )
        except RestoreRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.emit(
            {
                "companyId": str(restored.manifest.company_id),
                "companyName": restored.manifest.company_name,
                "dryRun": options["dry_run"],
                "rows": restored.rows,
                "numbersWithoutToken": restored.numbers_without_token,
            }
        )
