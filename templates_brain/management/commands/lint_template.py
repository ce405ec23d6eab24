"""`lint_template`: what is wrong with a template, and what the engine confuses in it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from templates_brain.linting import Lint, lint
from templates_brain.models import Template
from templates_brain.publishing import resolved_document
from tenants.commands import JSONCommand


class Command(JSONCommand):
    """Prints a template's findings; exits 1 where it is not clean."""

    help = "Check a template's draft, every trigger and test phrase against the real engine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the template."""
        parser.add_argument("key", metavar="KEY")

    def handle(self, **options: Any) -> None:
        """Print one JSON object."""
        template = Template.objects.filter(key=options["key"]).first()
        if template is None:
            raise CommandError(f"There is no template {options['key']}.")
        found = lint(resolved_document(template))
        self.emit({"template": template.key, **_described(found)})
        if not found.is_clean:
            raise CommandError(
                f"{template.key}: {len(found.errors)} errors,"
                f" {len(found.lost_triggers)} triggers lost to another scenario."
            )


def _described(found: Lint) -> dict[str, Any]:
    return {
        "clean": found.is_clean,
        "scenarios": found.scenarios,
        "triggers": found.triggers,
        "testPhrases": found.test_phrases,
        "shareReached": round(found.share_reached, 4),
        "findings": [one.as_document() for one in found.findings],
        "lostTriggers": [one.as_document() for one in found.lost_triggers],
        "confusions": [one.as_document() for one in found.lost_phrases],
    }
