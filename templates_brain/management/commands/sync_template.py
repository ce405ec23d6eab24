"""`sync_template`: a newer version of the company's template, by three-way merge."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from templates_brain.cloning import UnknownTemplate, find_version
from templates_brain.commands import SyncingCommand
from templates_brain.merging import Decisions
from templates_brain.models import Provenance
from tenants.scope import company_scope


class Command(SyncingCommand):
    """Brings a version into a company and prints the sync report."""

    help = "Bring a newer version of its template into a company; its own changes survive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments of the contract."""
        parser.add_argument("--to", type=int, metavar="VERSION", help="The newest by default.")
        parser.add_argument("--on-conflict", choices=["keep", "take"])
        super().add_arguments(parser)

    def handle(self, **options: Any) -> None:
        """Sync, or with `--dry-run` only report what a sync would do."""
        company_id: UUID = self.existing_company(options["company"])
        with company_scope(company_id):
            provenance = Provenance.objects.first()
        if provenance is None:
            raise CommandError("The company has no copy of a template yet: clone one first.")
        try:
            version = find_version(provenance.template_key, options["to"])
        except UnknownTemplate as error:
            raise CommandError(str(error)) from error
        decisions = Decisions(options["on_conflict"])
        self.sync(company_id, version, decisions, is_dry_run=options["dry_run"])
