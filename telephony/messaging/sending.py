"""Sending what stands in a company's outbox: claimed in one scope, sent in none, then settled."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from logging import getLogger
from uuid import UUID

from django.db import connection
from django.utils import timezone

from telephony.gauges import TEXTS
from telephony.messaging.provider import provider_of
from telephony.messaging.unsent import OPTED_OUT, UNREACHABLE, NotSent
from telephony.models import OptOut, OptOutReason, TextMessage, TextStatus
from telephony.references import Purpose, Reference, referring_url
from tenants.routing import NumberRoute, route_number
from tenants.scope import company_scope

logger = getLogger(__name__)

MOST_ATTEMPTS = 3
LEASE = timedelta(minutes=5)
"""How long one who tries has it alone; whoever stops in between is followed after that."""

RETRY_AFTER = timedelta(minutes=1)

_sender = ThreadPoolExecutor(max_workers=2, thread_name_prefix="texts")


def send_soon(company_id: UUID, text_id: UUID) -> None:
    """Send a text beside the request that wrote it."""
    _sender.submit(_send_alone, company_id, text_id)


def send_text(company_id: UUID, text_id: UUID) -> str:
    """Send a text that is due, and return its status then; nothing where another one has it."""
    text = _claimed(company_id, text_id)
    if text is None:
        return ""
    try:
        sid = _sent(text)
    except NotSent as failure:
        return _failed(text, failure)
    with company_scope(company_id, writing=True):
        TextMessage.objects.filter(pk=text_id).update(sid=sid)
        TextMessage.objects.filter(pk=text_id, status=TextStatus.QUEUED).update(
            status=TextStatus.SENT
        )
    TEXTS.labels(TextStatus.SENT).inc()
    return TextStatus.SENT


def note_unreachable(phone: str, reason: str) -> None:
    """Never again text a number of which the provider's code says that it makes no sense."""
    asked = {OPTED_OUT: OptOutReason.ASKED}
    unreachable = dict.fromkeys(UNREACHABLE, OptOutReason.UNREACHABLE)
    why = {**asked, **unreachable}.get(reason)
    if why:
        OptOut.objects.get_or_create(phone=phone, defaults={"reason": why})


def _send_alone(company_id: UUID, text_id: UUID) -> None:
    """Send in a thread of its own; what fails is tried again by `send_due_sms`."""
    try:
        send_text(company_id, text_id)
    except Exception:
        logger.exception("text_not_sent", extra={"company": str(company_id)})
    finally:
        connection.close()


def _claimed(company_id: UUID, text_id: UUID) -> TextMessage | None:
    """Return the text if it is due, moved ahead for everybody else; give up on hopeless ones."""
    now = timezone.now()
    with company_scope(company_id, writing=True):
        due = TextMessage.objects.filter(status=TextStatus.QUEUED, due_at__lte=now, pk=text_id)
        text: TextMessage | None = due.select_for_update().first()
        if text is None or _is_hopeless(text):
            return None
        text.attempts, text.due_at = text.attempts + 1, now + LEASE
        text.save(update_fields=["attempts", "due_at"])
    return text


def _is_hopeless(text: TextMessage) -> bool:
    """Whether a text is not to be tried (again), which is then on record."""
    is_opted_out = OptOut.objects.filter(phone=text.to_number).exists()
    if text.attempts < MOST_ATTEMPTS and not is_opted_out:
        return False
    text.status = TextStatus.FAILED
    text.error = "opted_out" if is_opted_out else text.error
    text.save(update_fields=["status", "error"])
    return True


def _sent(text: TextMessage) -> str:
    route = _route(text)
    facts = {"text": str(text.id)}
    reference = Reference(text.from_number, text.company_id, facts)
    status_url = referring_url("sms/status", Purpose.TEXT_STATUS, reference)
    return provider_of(route).send(text.from_number, text.to_number, text.body, status_url)


def _route(text: TextMessage) -> NumberRoute:
    """Return the route of the number it is sent from, which must still be the company's."""
    route = route_number(text.from_number)
    if route is None or route.company_id != text.company_id:
        raise NotSent("number_gone", is_final=True)
    if route.is_suspended:
        raise NotSent("suspended", is_final=True)
    return route


def _failed(text: TextMessage, failure: NotSent) -> str:
    is_over = failure.is_final or text.attempts >= MOST_ATTEMPTS
    status = TextStatus.FAILED if is_over else TextStatus.QUEUED
    due_at = timezone.now() + RETRY_AFTER * text.attempts
    facts = {"reason": failure.reason, "count": text.attempts}
    logger.warning("text_failed", extra={**facts, "company": str(text.company_id)})
    TEXTS.labels(status).inc()
    with company_scope(text.company_id, writing=True):
        waiting = TextMessage.objects.filter(pk=text.pk, status=TextStatus.QUEUED)
        waiting.update(status=status, error=failure.reason[:40], due_at=due_at)
        note_unreachable(text.to_number, failure.reason)
    return status
