"""Everything about one caller of the bound company, forgotten on request."""

from collections.abc import Iterable
from functools import partial, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from telephony.journal.entries import Entry
from telephony.models import (
    Appointment,
    Call,
    CallTurn,
    DoomedRecording,
    Message,
    OptOut,
    SpamRule,
    TextMessage,
)
from telephony.privacy.files import drop_lines, forget_audio
from telephony.privacy.recordings import doom_recordings
from tenants.audit import record
from tenants.cache import CompanyCache
from tenants.databases import on_commit
from tenants.logs import ending
from tenants.offboarding.desk_entries import forget_desk_entries
from tenants.scope import current_company_id

FORGOTTEN_NAMES = ("profile", "texting", "readiness")
"""What may hold the caller in the cache: the agent knows blocked callers by their numbers."""


def erase_caller(phone: str, *, actor: str) -> dict[str, int]:
    """Remove what the bound company holds of a number in E.164, and return how much that was.

    An opt-out stays: without it, who wrote STOP would get texts again. Recordings are noted, and
    deleted at Twilio by `delete_recordings`. Call it in a transaction; a second time finds nothing.
    """
    doomed_before = DoomedRecording.objects.count()
    counts = {name: _remove(rows) for name, rows in _about(phone).items()}
    counts["recordings"] = DoomedRecording.objects.count() - doomed_before
    counts["optOutsKept"] = OptOut.objects.filter(phone=phone).count()
    record(actor, "caller_erased", numberEnding=ending(phone), **counts)
    on_commit(partial(_forget_copies, current_company_id(), phone))
    return counts


def _about(phone: str) -> dict[str, QuerySet[Any]]:
    """Return all rows about the number, in the order in which they go."""
    calls = list(_calls_of(phone).values_list("pk", flat=True))
    messages = Message.objects.filter(Q(from_number=phone) | Q(call__in=calls))
    appointments = Appointment.objects.filter(Q(phone=phone) | Q(call__in=calls))
    return {
        "texts": _texts_of(phone, calls, [*_ids(messages), *_ids(appointments)]),
        "messages": messages,
        "appointments": appointments,
        "turns": CallTurn.objects.filter(call__in=calls),
        "calls": Call.objects.filter(pk__in=calls),
        "spamRules": SpamRule.objects.filter(phone=phone),
    }


def _calls_of(phone: str) -> QuerySet[Call]:
    """Return the calls from the number, and those in which it was given as the caller's."""
    turns = CallTurn.objects.annotate(told=Cast("state", TextField()))
    given = turns.filter(told__contains=phone).order_by().values("call_id")
    booked = Appointment.objects.filter(phone=phone, call__isnull=False).order_by()
    own = Call.objects.filter(from_number=phone).order_by().values("pk")
    return Call.objects.filter(pk__in=given.union(booked.values("call_id"), own, all=True))


def _texts_of(phone: str, calls: list[UUID], about: Iterable[UUID]) -> QuerySet[TextMessage]:
    """Return the texts with the number, of its calls, and those that told the team of it."""
    is_theirs = Q(from_number=phone) | Q(to_number=phone) | Q(call__in=calls)
    told = (Q(key__startswith=f"{kind}:{one}:") for one in about for kind in ("left", "confirmed"))
    return TextMessage.objects.filter(reduce(or_, told, is_theirs))


def _remove(rows: QuerySet[Any]) -> int:
    model: type[Any] = rows.model
    ids = _ids(rows)
    doom_recordings(model, ids)
    forget_desk_entries(model, ids)
    model.objects.filter(pk__in=ids).delete()
    return len(ids)


def _ids(rows: QuerySet[Any]) -> list[UUID]:
    return list(rows.order_by().values_list("pk", flat=True))


def _forget_copies(company_id: UUID, phone: str) -> None:
    """Remove what lies beside the database: audio of replies, the cached agent, journal lines."""
    CompanyCache(company_id).forget(*FORGOTTEN_NAMES)
    forget_audio(company_id)
    drop_lines(company_id, partial(_is_from, phone))


def _is_from(phone: str, entry: Entry) -> bool:
    return entry.line.from_number == phone
