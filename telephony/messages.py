"""Messages that the company's people have dealt with."""

from telephony.models import Message
from tenants.audit import record

messages_to_change = Message.objects.select_related("call").select_for_update(of=("self",))


def mark_handled(message: Message, is_handled: bool, *, actor: str) -> Message:
    """Say of a locked message whether somebody has dealt with it, on record."""
    if message.is_handled != is_handled:
        message.is_handled = is_handled
        message.save()
        action = "message_handled" if is_handled else "message_reopened"
        record(actor, action, message=str(message.id))
    return message
