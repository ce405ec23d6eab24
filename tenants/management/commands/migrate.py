"""`migrate`: Django's own, as the owner of the tables where `OWNER_DATABASE_URL` names one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.commands.migrate import Command as DjangoCommand
from django.db import connections

from tenants.databases import APPLICATION, OWNER, working_as


class Command(DjangoCommand):
    """Updates the database schema; what migrations read and write goes to the same alias."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let the owner's alias be the default."""
        super().add_arguments(parser)
        parser.set_defaults(database=OWNER if OWNER in connections.settings else APPLICATION)

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate."""
        with working_as(options["database"]):
            super().handle(*args, **options)
