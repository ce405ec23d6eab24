"""`export_company`: everything of one company as one archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from tenants.commands import JSONCommand, add_dry_run, known_company
from tenants.offboarding.exporting import export_company
from tenants.offboarding.kinds import count_rows

LEFT_OUT = {
    "audio": "Synthesised replies are made again when they are needed.",
    "journal": "What waits there is recorded within seconds, and is sealed with this server's key.",
    "recordings": "They are at Twilio; the rows say where.",
}


class Command(JSONCommand):
    """Writes the archive and prints its manifest."""

    help = "Write everything of one company into one zip file, without its secrets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("company", metavar="COMPANY_ID")
        parser.add_argument("--output", metavar="FILE", help="company-ID.zip here, unless given.")
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Export; with `--dry-run`, only count."""
        company_id = known_company(options["company"])
        if options["dry_run"]:
            self.emit(
                {"companyId": str(company_id), "dryRun": True, "rows": count_rows(company_id)}
            )
            return
        path = Path(options["output"] or f"company-{company_id}.zip")
        try:
            manifest = export_company(company_id, path, left_out=LEFT_OUT, told=self.progress)
        except FileExistsError as error:
            raise CommandError(f"{path} is there already.") from error
        except OSError as error:
            raise CommandError(f"{path} can't be written: {error.strerror or error}.") from error
        self.emit({"file": str(path), **manifest})
