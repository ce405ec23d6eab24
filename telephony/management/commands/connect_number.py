"""`connect_number`: a number's calls and texts reach us, set at Twilio for the operator."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from telephony.connecting.connecting import Connection, connect, find_ours, plan_connection
from telephony.connecting.listing import list_numbers
from telephony.connecting.refusals import NotConnected, PointsElsewhere
from tenants.commands import JSONCommand, add_dry_run
from tenants.twilio_account import TwilioAccount


class Command(JSONCommand):
    """Sets a number's addresses at Twilio, and prints what was changed."""

    help = "Let the calls and texts of a company's number reach this server, through Twilio's API."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("number", nargs="?", metavar="E164", help="A number of a company here.")
        parser.add_argument(
            "--list",
            action="store_true",
            help="Only list the numbers of its account; without E164, of the platform's.",
        )
        parser.add_argument(
            "--take-over", action="store_true", help="Connect it even if it points elsewhere."
        )
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Connect the number, or list those of its account."""
        try:
            if options["list"]:
                self._list(options["number"])
            else:
                self._connect(options)
        except PointsElsewhere as error:
            raise CommandError(f"{error} (--take-over)") from error
        except NotConnected as error:
            raise CommandError(str(error)) from error

    def _list(self, number: str | None) -> None:
        for described in list_numbers(find_ours(number).account if number else _platforms()):
            self.emit(described)

    def _connect(self, options: dict[str, Any]) -> None:
        if not options["number"]:
            raise CommandError("Name the number to connect, or use --list.")
        ours, is_dry = find_ours(options["number"]), options["dry_run"]
        if is_dry:
            done = plan_connection(ours)
        else:
            done = connect(ours, actor="connect_number", take_over=options["take_over"])
        self.emit({**_described(done), "dryRun": is_dry})
        if not done.changes:
            self.stderr.write(f"{ours.number} is connected already: nothing to change.")


def _platforms() -> TwilioAccount:
    return TwilioAccount(settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN)


def _described(done: Connection) -> dict[str, Any]:
    return {
        "number": done.ours.number,
        "companyId": str(done.ours.company_id),
        "accountSid": done.ours.account.sid,
        "numberSid": done.number_sid,
        "takesTexts": done.takes_texts,
        "changes": {
            change.setting.key: {"before": change.before, "after": change.after}
            for change in done.changes
        },
        "pointsElsewhere": [change.setting.key for change in done.foreign],
    }
