"""`create_database_roles`: the two roles of PostgreSQL that serve, beside the owner's."""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError

from tenants.commands import JSONCommand, add_dry_run
from tenants.database_roles import RolesRefused, make_roles
from tenants.databases import OWNER, atomic, roll_back, working_as


class Command(JSONCommand):
    """Makes the roles as whom DATABASE_URL and STAFF_DATABASE_URL sign in, and prints them."""

    help = "Create or complete the application's and the staff's role; run it after `migrate`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare `--dry-run`."""
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Make them in one transaction, as the owner."""
        try:
            with working_as(OWNER), atomic():
                roles = make_roles()
                if options["dry_run"]:
                    roll_back()
        except (RolesRefused, DatabaseError) as error:
            raise CommandError(str(error).splitlines()[0]) from error
        self.emit(asdict(roles))
