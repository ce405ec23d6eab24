"""`reset_second_factor`: lets a member of staff who lost their phone set up another."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from tenants import routing, second_factor
from tenants.commands import JSONCommand, add_dry_run


class Command(JSONCommand):
    """Takes the second factor of one member of staff away, and prints whether there was one."""

    help = "Reset a member of staff's second factor; their sessions and refresh tokens end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare whose."""
        parser.add_argument("email", metavar="EMAIL")
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Reset it."""
        user = routing.user_by_email(options["email"])
        if user is None or not user.is_staff:
            raise CommandError(f"There is no member of staff {options['email']}.")
        was_set_up = second_factor.is_set_up(user)
        if not options["dry_run"]:
            second_factor.reset(user)
        self.emit({"userId": str(user.pk), "wasSetUp": was_set_up})
