"""Twilio's side of the texts that a call brings with it: sent, and told of out of order."""

from dataclasses import dataclass, field
from unittest.mock import patch
from uuid import UUID

from telephony.messaging import sending
from telephony.models import Direction, TextMessage
from telephony.simulator.line import require_success
from telephony.simulator.player import Player
from telephony.simulator.results import new_sid
from tenants.scope import company_scope


@dataclass
class Carrier:
    """A provider that takes every text, and remembers where to tell what became of it."""

    taken: list[tuple[str, str]] = field(default_factory=list)

    def send(self, from_number: str, to: str, body: str, status_url: str) -> str:
        """Return the text's SID."""
        sid = new_sid("SM")
        self.taken.append((status_url, sid))
        return sid


def carry_texts(joe: UUID, player: Player) -> None:
    """Send what waits, and tell of each that it was delivered, and then that it was sent."""
    with company_scope(joe):
        waiting = list(TextMessage.objects.filter(direction=Direction.OUT, status="queued"))
    carrier, line = Carrier(), player.line(new_sid("CA"))
    with patch.object(sending, "provider_of", return_value=carrier):
        for text in waiting:
            sending.send_text(joe, text.pk)
    for url, sid in carrier.taken:
        for status in ("delivered", "sent", "delivered"):
            told = {"MessageSid": sid, "MessageStatus": status}
            require_success(line.post(url, told))
