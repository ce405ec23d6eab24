"""`load_brain`: the bundled templates, or given ones, become drafts and versions."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import CommandError

from templates_brain.documents import InvalidDocument
from templates_brain.publishing import Published, load_template
from tenants.commands import JSONCommand, add_dry_run
from tenants.databases import atomic, roll_back

BRAINS = Path(__file__).resolve().parents[2] / "brains"


class Command(JSONCommand):
    """Loads templates and prints a line for each."""

    help = "Load the bundled templates, or those in the given files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments of the contract."""
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Load each file in a transaction of its own; unchanged content changes nothing."""
        for file, document in _documents(options["files"] or BRAINS.glob("*.yaml")):
            with atomic():
                published = _load(file, document)
                if options["dry_run"]:
                    roll_back()
            self.emit(published.as_document())


def bundled_documents() -> list[Any]:
    """Return the documents of the bundled templates, those that others extend first."""
    return [document for _, document in _documents(BRAINS.glob("*.yaml"))]


def _documents(files: Iterable[Path]) -> list[tuple[Path, Any]]:
    return sorted(((file, _read(file)) for file in files), key=_parents_first)


def _parents_first(item: tuple[Path, Any]) -> tuple[bool, str]:
    file, document = item
    return isinstance(document, dict) and bool(document.get("extends")), file.name


def _read(file: Path) -> Any:
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file}: cannot be read.") from error
    except yaml.YAMLError as error:
        raise CommandError(f"{file}: is not YAML: {' '.join(str(error).split())}") from error


def _load(file: Path, document: Any) -> Published:
    try:
        return load_template(document, actor="load_brain", note=f"Loaded from {file.name}")
    except InvalidDocument as error:
        raise CommandError(f"{file}: {error}") from error
