"""`replay_journal`: record what was answered while the database was away."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from telephony.journal.replaying import DatabaseAway, Report, replay_all
from tenants.commands import JSONCommand, add_dry_run


class Command(JSONCommand):
    """Replays the journal and prints what became of each file."""

    help = "Record the turns that were answered while the database was away, each once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Print a line for each file; a running worker replays the one that it holds."""
        try:
            for report in replay_all(is_trial=options["dry_run"]):
                self.emit(_described(report))
        except DatabaseAway as error:
            raise CommandError(str(error)) from error


def _described(report: Report) -> dict[str, Any]:
    return {"file": report.file, "isHeld": report.is_held, **report.counts}
