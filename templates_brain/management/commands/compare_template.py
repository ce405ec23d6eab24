"""`compare_template`: what differs between two published versions of a template."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from templates_brain.cloning import UnknownTemplate, find_version
from templates_brain.comparing import compare_versions
from templates_brain.documents import completed
from tenants.commands import JSONCommand


class Command(JSONCommand):
    """Prints the differences of two versions."""

    help = "Print what differs between two versions of a template, row by row and field by field."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the template and its two versions."""
        parser.add_argument("key", metavar="KEY")
        parser.add_argument("--from", required=True, type=int, metavar="N", dest="older")
        parser.add_argument("--to", type=int, metavar="M", dest="newer", help="Default: newest.")

    def handle(self, **options: Any) -> None:
        """Print one JSON object."""
        try:
            older = find_version(options["key"], options["older"])
            newer = find_version(options["key"], options["newer"])
        except UnknownTemplate as error:
            raise CommandError(str(error)) from error
        found = compare_versions(completed(older.content), completed(newer.content))
        self.emit(
            {
                "template": older.template.key,
                "from": older.number,
                "to": newer.number,
                "differences": [one.as_document() for one in found],
            }
        )
