"""`export_template`: a published template as one JSON document, or its scenarios as CSV."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError, CommandParser

from templates_brain.cloning import UnknownTemplate, find_version
from templates_brain.documents import completed
from templates_brain.spreadsheets import write_scenarios
from tenants.commands import JSONCommand


class Command(JSONCommand):
    """Prints a template's version."""

    help = "Print a published template as one JSON document, or its scenarios as CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments of the contract."""
        parser.add_argument("key", metavar="KEY")
        parser.add_argument("--version", type=int, metavar="N", dest="number")
        parser.add_argument("--format", choices=["json", "csv"], default="json")

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return a parser in which `--version` is the template's, not Django's."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def handle(self, **options: Any) -> None:
        """Print the document, with the version and the hash that it has here, or the CSV."""
        try:
            version = find_version(options["key"], options["number"])
        except UnknownTemplate as error:
            raise CommandError(str(error)) from error
        if options["format"] == "csv":
            text = write_scenarios(completed(version.content)["scenarios"])
            self.stdout.write(text, ending="")
        else:
            told = {"version": version.number, "contentHash": version.content_hash}
            self.emit({**version.content, **told})
