"""`apply_retention`: what is too old of what callers said is emptied. Run it daily."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any
from uuid import UUID

from django.utils import timezone

from telephony.partitions.dropping import drop_months
from telephony.privacy.applying import apply_retention
from telephony.privacy.recordings import Outcome, delete_recordings
from tenants.commands import JSONCommand, add_dry_run, every_company, known_company

ACTOR = "apply_retention"


class Command(JSONCommand):
    """Applies every company's retention and prints how much it emptied."""

    help = "Empty what callers said once it is too old; the calls stay, with their figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--company", metavar="ID", help="Only this one.")
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Go through the companies; with `--dry-run`, only count."""
        chosen, is_trial = options["company"], options["dry_run"]
        companies = (
            [known_company(chosen, "--company")] if chosen else every_company("apply_retention")
        )
        emptied: Counter[str] = Counter()
        at_twilio = Outcome(0, [])
        for place, company_id in enumerate(companies, start=1):
            emptied.update(apply_retention(company_id, timezone.now(), is_trial=is_trial))
            _add(at_twilio, company_id, is_trial)
            self.progress(f"{place} of {len(companies)}: {company_id}")
        self.emit(
            {
                "companies": len(companies),
                "dryRun": is_trial,
                "emptied": dict(emptied),
                "recordingsDeleted": at_twilio.deleted,
                "recordingsLeft": at_twilio.left,
                "monthsDropped": [] if chosen else drop_months(timezone.now(), is_trial=is_trial),
            }
        )


def _add(outcome: Outcome, company_id: UUID, is_trial: bool) -> None:
    if not is_trial:
        more = delete_recordings(company_id)
        outcome.deleted += more.deleted
        outcome.left += more.left
