"""`import_template`: a JSON document, or a CSV of scenarios, becomes a template's next version."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from templates_brain.cells import InvalidCell, parsed
from templates_brain.documents import InvalidDocument
from templates_brain.models import Template
from templates_brain.publishing import Published, load_template
from templates_brain.spreadsheets import InvalidSpreadsheet, load_scenarios
from tenants.commands import JSONCommand, add_dry_run
from tenants.databases import atomic, roll_back

ACTOR = "import_template"


class Command(JSONCommand):
    """Imports a template and prints what came of it, or everything that is wrong with the file."""

    help = (
        "Load a template from a JSON document, or a template's scenarios from a CSV file; content"
        " that differs is the next version."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments of the contract."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--template", metavar="KEY", help="Whose scenarios a CSV file replaces; for CSV only."
        )
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Import the file in one transaction."""
        file: Path = options["file"]
        with atomic():
            published = self._imported(file, options["template"])
            if options["dry_run"]:
                roll_back()
        self.emit(published.as_document())

    def _imported(self, file: Path, template: str | None) -> Published:
        try:
            return _load(file, template, _text(file))
        except (InvalidDocument, InvalidSpreadsheet) as error:
            self.emit({"errors": [fault.as_document() for fault in error.faults]})
            count = len(error.faults)
            told = f"{file}: {' '.join(str(error).split())}"
            raise CommandError(f"{told} ({count} errors)" if count > 1 else told) from error


def _load(file: Path, template: str | None, text: str) -> Published:
    note = f"Imported from {file.name}"
    if file.suffix.lower() == ".csv":
        return load_scenarios(_template(template), text, actor=ACTOR, note=note)
    if template is not None:
        raise CommandError("--template is for a .csv file: a JSON document names its template.")
    try:
        document = parsed(text)
    except InvalidCell as error:
        raise CommandError(f"{file}: {error}") from error
    return load_template(document, actor=ACTOR, note=note)


def _template(key: str | None) -> Template:
    if key is None:
        raise CommandError("A .csv file needs --template: it holds the scenarios only.")
    template = Template.objects.filter(key=key).first()
    if template is None:
        raise CommandError(f"There is no template {key}.")
    return template


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file}: cannot be read as text.") from error
