"""`erase_caller`: one caller of one company, forgotten on request."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from telephony.privacy.erasing import erase_caller
from telephony.privacy.recordings import Outcome, delete_recordings
from tenants.commands import JSONCommand, add_dry_run, known_company
from tenants.databases import roll_back
from tenants.models.phone_number import valid_e164
from tenants.scope import company_scope


class Command(JSONCommand):
    """Erases a caller and prints how much that was."""

    help = "Erase everything that a company holds of one caller's number."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--company", required=True, metavar="ID")
        parser.add_argument("--phone", required=True, metavar="E164")
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Erase; with `--dry-run`, only count."""
        company_id, phone = known_company(options["company"], "--company"), _valid(options["phone"])
        is_trial = options["dry_run"]
        with company_scope(company_id, writing=True):
            counts = erase_caller(phone, actor="erase_caller")
            if is_trial:
                roll_back()
        at_twilio = Outcome(0, []) if is_trial else delete_recordings(company_id)
        self.emit(
            {
                "companyId": str(company_id),
                "dryRun": is_trial,
                "erased": counts,
                "recordingsDeleted": at_twilio.deleted,
                "recordingsLeft": at_twilio.left,
            }
        )


def _valid(phone: str) -> str:
    try:
        valid_e164(phone)
    except ValidationError as error:
        raise CommandError(f"--phone: {error.messages[0]}") from error
    return phone
