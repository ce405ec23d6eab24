"""`rotate_keys`: seals every secret anew, after a new key was put first in `ENCRYPTION_KEYS`."""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError

from tenants import rotating
from tenants.commands import JSONCommand, add_dry_run

PAGES_TOLD = 100


class Command(JSONCommand):
    """Seals the secrets of all companies and of staff with the first key, and counts them."""

    help = "Seal every secret with the first of ENCRYPTION_KEYS; may be interrupted and repeated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare `--dry-run`."""
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Rotate, tell how far it is, and count; exit 1 where a secret opens with no key."""
        rotation = rotating.Rotation()
        for page, rotation in enumerate(rotating.rotate_keys(dry_run=options["dry_run"]), 1):
            if page % PAGES_TOLD == 0:
                self.stderr.write(f"{rotation.secrets} secrets seen, {rotation.resealed} sealed.")
        self.emit({**asdict(rotation), "dryRun": options["dry_run"]})
        if rotation.unreadable:
            raise CommandError(f"{rotation.unreadable} secrets open with none of the keys.")
