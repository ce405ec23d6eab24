"""The manner of our management commands: JSON on standard output, one line on failure, exit 1."""

import json
import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.models import Company
from tenants.routing import company_exists
from tenants.scope import platform_scope


class JSONCommand(BaseCommand):
    """A command that prints one JSON object, or JSON lines, for a script to read."""

    requires_migrations_checks = False

    def emit(self, document: dict[str, Any]) -> None:
        """Print one compact JSON line on standard output."""
        self.stdout.write(json.dumps(document, ensure_ascii=False, separators=(",", ":")))

    def progress(self, line: str) -> None:
        """Tell on standard error how far long work has come."""
        self.stderr.write(line)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return the parser, which raises on a wrong argument instead of printing its usage."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.called_from_command_line = False
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        """Run as from a shell; a wrong argument ends with one line and exit 1."""
        try:
            super().run_from_argv(argv)
        except CommandError as error:
            self.stderr.write(f"{error}")
            sys.exit(1)


def add_dry_run(parser: ArgumentParser) -> None:
    """Give a command that writes its `--dry-run`."""
    parser.add_argument(
        "--dry-run", action="store_true", help="Check and report, but write nothing."
    )


def known_company(company: str, argument: str = "COMPANY_ID") -> UUID:
    """Return the id of a company that is there; raises `CommandError` that names the argument."""
    try:
        company_id = UUID(company)
    except ValueError as error:
        raise CommandError(f"{argument}: {company!r} is not a company's id.") from error
    if not company_exists(company_id):
        raise CommandError(f"{argument}: there is no company {company}.")
    return company_id


def every_company(reason: str) -> list[UUID]:
    """Return the ids of all companies, read in the platform's scope for this reason."""
    with platform_scope(reason):
        return list(Company.objects.order_by("id").values_list("id", flat=True))
