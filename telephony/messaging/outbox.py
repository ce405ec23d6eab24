"""The bound company's outbox: a text is a row before it is sent, and is sent once."""

from datetime import timedelta
from functools import partial
from logging import getLogger
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone

from telephony.messaging.sending import send_soon
from telephony.models import Call, Direction, OptOut, TextMessage, TextStatus
from telephony.models.text_message import BODY_MAX_CHARS
from templates_brain.models import Variable
from templates_brain.variables import spoken_values
from tenants.databases import on_commit
from tenants.logs import ending
from tenants.models import Company
from tenants.models.phone_number import valid_e164

logger = getLogger(__name__)

TEXTS_PER_HOUR = 300
TEXTS_PER_PHONE_AND_DAY = 20


def queue_text(
    from_number: str, to: str, body: str, *, key: str, call_id: UUID | None = None
) -> TextMessage | None:
    """Put a text into the outbox, from which it is sent once this is committed.

    `key` names what it is about: the second text about the same is none. None too for a number
    that is no phone or has opted out, past the company's limits, and from a test call.
    """
    refusal = "test_call" if _is_test(call_id) else _refusal(to)
    if refusal:
        logger.info("text_not_queued", extra={"reason": refusal, "number_ending": ending(to)})
        return None
    text, is_new = TextMessage.objects.get_or_create(
        key=key,
        defaults={
            "call_id": call_id,
            "direction": Direction.OUT,
            "from_number": from_number,
            "to_number": to,
            "body": body[:BODY_MAX_CHARS],
            "status": TextStatus.QUEUED,
        },
    )
    if is_new:
        on_commit(partial(send_soon, text.company_id, text.id))
    return text


def spoken_company_name() -> str:
    """Return how the bound company calls itself."""
    named = spoken_values(Variable.objects.filter(name="companyName")).get("companyName")
    return named or Company.in_company.get().name


def _is_test(call_id: UUID | None) -> bool:
    return call_id is not None and Call.objects.filter(pk=call_id, is_test=True).exists()


def _refusal(to: str) -> str:
    """Return why nothing is sent to this number now, or nothing."""
    if not _is_phone(to):
        return "no_phone"
    if OptOut.objects.filter(phone=to).exists():
        return "opted_out"
    sent = TextMessage.objects.filter(direction=Direction.OUT)
    lately = sent.filter(created_at__gt=timezone.now() - timedelta(hours=1))
    if lately[:TEXTS_PER_HOUR].count() == TEXTS_PER_HOUR:
        return "company_limit"
    to_them = sent.filter(to_number=to, created_at__gt=timezone.now() - timedelta(days=1))
    is_enough = to_them[:TEXTS_PER_PHONE_AND_DAY].count() == TEXTS_PER_PHONE_AND_DAY
    return "phone_limit" if is_enough else ""


def _is_phone(number: str) -> bool:
    try:
        valid_e164(number)
    except ValidationError:
        return False
    return True
