"""`import_template`: a JSON document becomes a template's next version."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from templates_brain.publishing import Published, load_template
from tenants.commands import JSONCommand, add_dry_run


class Command(JSONCommand):
    """Imports a template and prints what came of it."""

    help = "Load a template from a JSON document; content that differs is the next version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments of the contract."""
        parser.add_argument("file", type=Path, metavar="FILE")
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Import the file in one transaction."""
        with transaction.atomic():
            published = _imported(options["file"])
            if options["dry_run"]:
                transaction.set_rollback(True)
        self.emit(published.as_document())


def _imported(file: Path) -> Published:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        return load_template(document, actor="import_template", note=f"Imported from {file.name}")
    except OSError as error:
        raise CommandError(f"{file}: cannot be read.") from error
    except ValueError as error:
        raise CommandError(f"{file}: {' '.join(str(error).split())}") from error
