"""`clone_template`: a company's own copy of a template."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError
from django.db import transaction

from templates_brain.cloning import (
    ClonedAlready,
    CloneReport,
    UnknownTemplate,
    clone_template,
    find_version,
)
from templates_brain.serializers import SyncReportSerializer
from tenants import routing
from tenants.commands import JSONCommand, add_dry_run


class Command(JSONCommand):
    """Clones a template into a company and prints the report."""

    help = "Copy a template into a company; the same version again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments of the contract."""
        parser.add_argument("--template", required=True, metavar="KEY")
        parser.add_argument("--company", required=True, type=UUID, metavar="ID")
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Clone, or with `--dry-run` only report what a clone would do."""
        company_id = options["company"]
        if not routing.company_exists(company_id):
            raise CommandError(f"There is no company {company_id}.")
        with transaction.atomic():
            report = _clone(company_id, options["template"])
            if options["dry_run"]:
                transaction.set_rollback(True)
        self.emit(dict(SyncReportSerializer(report).data))


def _clone(company_id: UUID, template: str) -> CloneReport:
    try:
        return clone_template(company_id, find_version(template), actor="clone_template")
    except (UnknownTemplate, ClonedAlready) as error:
        raise CommandError(str(error)) from error
