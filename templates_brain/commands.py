"""What the commands that sync a company's template share."""

from argparse import ArgumentParser
from uuid import UUID

from django.core.management.base import CommandError

from templates_brain.cloning import (
    CloneReport,
    UndecidedConflicts,
    clone_template,
    preview_clone,
)
from templates_brain.merging import Decisions
from templates_brain.models import TemplateVersion
from templates_brain.serializers import SyncReportSerializer
from tenants import routing
from tenants.commands import JSONCommand, add_dry_run


class SyncingCommand(JSONCommand):
    """A command that brings a template's version into a company."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the company and `--dry-run`."""
        parser.add_argument("--company", required=True, type=UUID, metavar="ID")
        add_dry_run(parser)

    def existing_company(self, company_id: UUID) -> UUID:
        """Return the id; a company that is not there ends the command."""
        if not routing.company_exists(company_id):
            raise CommandError(f"There is no company {company_id}.")
        return company_id

    def sync(
        self, company_id: UUID, version: TemplateVersion, decisions: Decisions, *, is_dry_run: bool
    ) -> None:
        """Print the sync report; undecided conflicts are printed too, and end the command."""
        try:
            if is_dry_run:
                report = preview_clone(company_id, version, decisions=decisions)
            else:
                actor = self.__module__.rpartition(".")[2]
                report = clone_template(company_id, version, actor=actor, decisions=decisions)
        except UndecidedConflicts as error:
            self._emit_report(error.report)
            raise CommandError(f"{error} Say --on-conflict keep or take.") from error
        self._emit_report(report)

    def _emit_report(self, report: CloneReport) -> None:
        self.emit(dict(SyncReportSerializer(report).data))
