"""The answering engine alone, for a script: no company, no database."""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from matching.engine import Catalog, CatalogError, Index, build_index, decide
from tenants.commands import JSONCommand


class Command(JSONCommand):
    """Print the decision on each utterance of standard input, in its order."""

    help = 'Decide on utterances, {"text": …} by line on standard input, against a catalog.'
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the catalog's file."""
        parser.add_argument("--catalog", required=True, type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build the index once, then answer line by line."""
        index = _read_index(options["catalog"])
        for number, line in enumerate(sys.stdin.buffer, start=1):
            if line.strip():
                self.emit(_decision(index, _read_text(number, line)))
        self.stdout.flush()


def _read_index(path: Path) -> Index:
    try:
        return build_index(Catalog.from_document(json.loads(path.read_bytes())))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except CatalogError as error:
        raise CommandError(f"{path}: {error}") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{path} is not JSON.") from error


def _read_text(number: int, line: bytes) -> str:
    try:
        document = json.loads(line)
        if not isinstance(document, dict) or document.keys() != {"text"}:
            raise CommandError(f'line {number} must be an object with "text" and nothing else.')
        if not isinstance(document["text"], str):
            raise CommandError(f"line {number}: text must be a string.")
        document["text"].encode()
    except (ValueError, RecursionError) as error:
        raise CommandError(f"line {number} is not JSON in UTF-8.") from error
    return document["text"]


def _decision(index: Index, text: str) -> dict[str, Any]:
    started = time.perf_counter_ns()
    decision = decide(index, text)
    elapsed = time.perf_counter_ns() - started
    return {
        "text": text,
        "kind": decision.kind,
        "id": decision.id,
        "score": decision.score,
        "confirm": decision.confirm,
        "also": list(decision.also),
        "elapsedMicros": elapsed // 1000,
        "trace": decision.trace,
    }
