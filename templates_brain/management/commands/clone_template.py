"""`clone_template`: a company's own copy of a template."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from templates_brain.cloning import UnknownTemplate, find_version
from templates_brain.commands import SyncingCommand
from templates_brain.merging import Decisions


class Command(SyncingCommand):
    """Clones a template into a company and prints the report."""

    help = "Copy a template into a company; the same version again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments of the contract."""
        parser.add_argument("--template", required=True, metavar="KEY")
        super().add_arguments(parser)

    def handle(self, **options: Any) -> None:
        """Clone, or with `--dry-run` only report what a clone would do."""
        company_id: UUID = self.existing_company(options["company"])
        try:
            version = find_version(options["template"])
        except UnknownTemplate as error:
            raise CommandError(str(error)) from error
        self.sync(company_id, version, Decisions(), is_dry_run=options["dry_run"])
