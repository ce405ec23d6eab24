"""`make_partitions`: the coming months of calls and turns. Run it after `migrate`, and daily."""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone

from telephony.partitions.making import MONTHS_AHEAD, make_months
from telephony.partitions.tables import is_partitioned
from tenants.commands import JSONCommand, add_dry_run
from tenants.databases import OWNER, atomic, connection_in_force, roll_back, working_as

MOST_MONTHS = 120


class Command(JSONCommand):
    """Makes the partitions of the coming months, and prints which."""

    help = "Make the coming months of calls and turns in PostgreSQL, as the owner; run it daily."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "--months", type=int, default=MONTHS_AHEAD, help="How many after this one."
        )
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Make them in one transaction; what is there already stays."""
        if not 0 <= options["months"] <= MOST_MONTHS:
            raise CommandError(f"--months: from 0 to {MOST_MONTHS}.")
        try:
            with working_as(OWNER), atomic():
                connection = connection_in_force()
                if not is_partitioned(connection):
                    raise CommandError("Only PostgreSQL keeps calls by month.")
                told = make_months(connection, timezone.now(), options["months"])
                if options["dry_run"]:
                    roll_back()
        except DatabaseError as error:
            raise CommandError(str(error).splitlines()[0]) from error
        self.emit(asdict(told))
