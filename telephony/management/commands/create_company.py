"""`create_company`: a company with its number and its copy of a template."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from rest_framework.exceptions import ValidationError as InvalidValues

from telephony.creating import NewCompany, NumberTaken, create_company, first_fault
from templates_brain.cloning import UnknownTemplate
from tenants.commands import JSONCommand, add_dry_run
from tenants.databases import atomic, roll_back


class Command(JSONCommand):
    """Creates a company and prints its id."""

    help = "Create a company with its phone number."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments of the contract."""
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("--phone", required=True, metavar="E164")
        parser.add_argument("--template", metavar="KEY", help="The template to clone.")
        parser.add_argument("--timezone", default="America/New_York", metavar="TZ")
        parser.add_argument("--set", action="append", default=[], metavar="name=value", dest="sets")
        parser.add_argument("--account-sid", default="", metavar="AC…")
        parser.add_argument(
            "--auth-token-env", metavar="VAR", help="The environment variable that holds the token."
        )
        parser.add_argument("--live", action="store_true", help="Take calls at once; audited.")
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Create the company; with `--dry-run`, only see whether it could be."""
        wanted = NewCompany(
            name=options["name"],
            phone=options["phone"],
            template=options["template"],
            timezone=options["timezone"],
            values=_values(options["sets"]),
            account_sid=options["account_sid"],
            auth_token=_token(options["auth_token_env"]),
            is_live=options["live"],
        )
        with atomic():
            company_id = self._create(wanted)
            if options["dry_run"]:
                roll_back()
        self.emit(
            {"companyId": None, "dryRun": True}
            if options["dry_run"]
            else {"companyId": str(company_id)}
        )

    def _create(self, wanted: NewCompany) -> object:
        try:
            return create_company(wanted, actor="create_company")
        except ValidationError as error:
            raise CommandError(first_fault(error)) from error
        except InvalidValues as error:
            name, messages = next(iter(error.detail.items()))
            raise CommandError(f"--set {name}: {messages[0]}") from error
        except (NumberTaken, UnknownTemplate) as error:
            raise CommandError(str(error)) from error


def _values(sets: list[str]) -> dict[str, str]:
    for one in sets:
        if "=" not in one:
            raise CommandError(f"--set takes name=value, not {one!r}.")
    return dict(one.split("=", 1) for one in sets)


def _token(variable: str | None) -> str:
    if variable is None:
        return ""
    token = os.environ.get(variable, "")
    if not token:
        raise CommandError(f"--auth-token-env: the environment has no {variable}.")
    return token
