"""`load_brain`: the bundled templates, or given ones, become drafts and versions."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import CommandError
from django.db import transaction

from templates_brain.documents import InvalidDocument
from templates_brain.publishing import Published, load_template
from tenants.commands import JSONCommand, add_dry_run

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
        for file in options["files"] or sorted(BRAINS.glob("*.yaml")):
            with transaction.atomic():
                published = _load(file)
                if options["dry_run"]:
                    transaction.set_rollback(True)
            self.emit(_described(published))


def _load(file: Path) -> Published:
    try:
        document = yaml.safe_load(file.read_text(encoding="utf-8"))
        return load_template(document, actor="load_brain", note=f"Loaded from {file.name}")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file}: cannot be read.") from error
    except yaml.YAMLError as error:
        raise CommandError(f"{file}: is not YAML: {' '.join(str(error).split())}") from error
    except InvalidDocument as error:
        raise CommandError(f"{file}: {error}") from error


def _described(published: Published) -> dict[str, object]:
    return {
        "template": published.key,
        "version": published.version,
        "scenarios": published.scenarios,
        "contentHash": published.content_hash,
        "changed": published.is_new,
    }
