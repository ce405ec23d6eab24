"""`send_due_sms`: what still waits in the companies' outboxes."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any
from uuid import UUID

from django.utils import timezone

from telephony.messaging.sending import send_text
from telephony.models import TextMessage, TextStatus
from tenants.commands import JSONCommand, add_dry_run
from tenants.scope import platform_scope


class Command(JSONCommand):
    """Sends the texts that are due."""

    help = "Send the text messages that are due: new ones that were left, and those to try again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare `--dry-run`."""
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Send each, the oldest first, and tell what became of them."""
        due = _due()
        if options["dry_run"]:
            self.emit({"due": len(due)})
            return
        became = Counter(send_text(*one) for one in due)
        self.emit(
            {
                "due": len(due),
                "sent": became[TextStatus.SENT],
                "waiting": became[TextStatus.QUEUED],
                "failed": became[TextStatus.FAILED],
            }
        )


def _due() -> list[tuple[UUID, UUID]]:
    """Return the company and the id of each text that may be tried now."""
    with platform_scope("send_due_sms"):
        queued = TextMessage.objects.filter(status=TextStatus.QUEUED, due_at__lte=timezone.now())
        return list(queued.order_by("due_at").values_list("company_id", "id"))
