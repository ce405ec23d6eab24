"""`load_demo`: what `make run` shows the first time."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from telephony import demo
from tenants.commands import JSONCommand, add_dry_run
from tenants.databases import atomic, roll_back
from tenants.scope import platform_scope


class Command(JSONCommand):
    """Loads the Global AI Brain and two demo companies, once."""

    help = "Load the templates and two demo companies; for trying out, so only with DEBUG on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare `--dry-run`."""
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Bring the database up to date, load what is missing, and say where to go."""
        if not settings.DEBUG:
            raise CommandError("The demo's password is public: load_demo needs DEBUG on.")
        call_command("migrate", verbosity=0)
        with platform_scope("load_demo"), atomic():
            created = [] if demo.is_demo_there() else self._create()
            if options["dry_run"]:
                roll_back()
        self.emit({"created": [str(company_id) for company_id in created]})
        self._welcome()

    def _create(self) -> list[UUID]:
        call_command("load_brain", stdout=self.stderr)
        return demo.create_demo()

    def _welcome(self) -> None:
        site = f"http://127.0.0.1:{settings.PORT}"
        lines = [
            "",
            f"ClientsVia is on {site}",
            f"  The operators' desk   {site}/admin/",
            f"  The API               {site}/api/docs",
            "  A demo call           make call",
            "Sign in, with the password " + demo.DEMO_PASSWORD + ":",
            *(f"  {who:<22}{email}" for who, email in demo.demo_sign_ins()),
            "",
        ]
        self.stderr.write("\n".join(lines))
