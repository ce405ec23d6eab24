"""`encode_brains`: the vectors of the bundled templates' triggers, into the file beside them."""

from argparse import ArgumentParser
from typing import Any

from matching.engine.encoders.minilm import MiniLM
from matching.engine.vectors import write_vectors
from templates_brain.cloning import find_version
from templates_brain.management.commands.load_brain import bundled_documents
from templates_brain.publishing import load_template
from templates_brain.vectors import BUNDLED, spoken_texts
from tenants.commands import JSONCommand, add_dry_run
from tenants.databases import atomic, roll_back


class Command(JSONCommand):
    """Encodes every trigger once, so that no company's index and no first start has to."""

    help = "Encode the bundled templates' triggers into the file that ships with them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Write the file; the database is left as it was."""
        texts = _texts()
        if not options["dry_run"]:
            write_vectors(BUNDLED, MiniLM(), texts)
        self.emit({"file": BUNDLED.name, "texts": len(texts)})


def _texts() -> set[str]:
    """Return the triggers of every bundled template, resolved as publishing does."""
    texts: set[str] = set()
    with atomic():
        for document in bundled_documents():
            published = load_template(document, actor="encode_brains")
            texts |= set(spoken_texts(find_version(published.key).content))
        roll_back()
    return texts
