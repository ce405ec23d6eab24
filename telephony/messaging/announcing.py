"""Texts to the company's people that somebody left a message."""

from telephony import phrases
from telephony.handling import call_handling
from telephony.messaging.outbox import queue_text, spoken_company_name
from telephony.models import Message


def announce(message: Message, from_number: str) -> None:
    """Tell those whom the company names for it, each once; without a link or the words."""
    phones = call_handling().voicemail_notify
    if not phones:
        return
    body = phrases.left_a_message(spoken_company_name(), message.kind, message.from_number)
    for phone in phones:
        queue_text(
            from_number, phone, body, key=f"left:{message.id}:{phone}", call_id=message.call_id
        )
