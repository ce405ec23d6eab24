"""What became of a text that was sent: in any order, any number of times, one result."""

from uuid import UUID

from telephony.messaging.sending import note_unreachable
from telephony.models import TextMessage, TextStatus
from tenants.scope import company_scope

_NEWS = {
    "sent": TextStatus.SENT,
    "delivered": TextStatus.DELIVERED,
    "undelivered": TextStatus.FAILED,
    "failed": TextStatus.FAILED,
}
_BEFORE = {
    TextStatus.SENT: (TextStatus.QUEUED,),
    TextStatus.DELIVERED: (TextStatus.QUEUED, TextStatus.SENT),
    TextStatus.FAILED: (TextStatus.QUEUED, TextStatus.SENT),
}
"""Which statuses each may follow: what is delivered or failed stays so."""


def note_text_status(company_id: UUID, text_id: UUID, status: str, error: str) -> None:
    """Record Twilio's word on a text, unless more is known already."""
    news = _NEWS.get(status)
    if news is None:
        return
    with company_scope(company_id, writing=True):
        text = TextMessage.objects.select_for_update().filter(pk=text_id).first()
        if text is None or text.status not in _BEFORE[news]:
            return
        text.status, text.error = news, error
        text.save(update_fields=["status", "error"])
        note_unreachable(text.to_number, error)
