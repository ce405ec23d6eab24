"""Recordings at Twilio: noted where they are forgotten here, and then deleted there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from telephony.models import DoomedRecording
from telephony.privacy.twilio_recordings import NotDeleted, recordings_at
from tenants.models import PhoneNumber
from tenants.routing import NumberRoute, route_number
from tenants.scope import company_scope
from tenants.tenant_model import TenantModel

PAGE_ROWS = 200


@dataclass(slots=True)
class Outcome:
    """How many recordings were deleted at Twilio, and which could not be."""

    deleted: int
    left: list[str]


def doom_recordings(model: type[TenantModel], ids: Iterable[UUID]) -> int:
    """Note the recordings of these rows of the bound company, and forget them in the rows.

    Call it in the transaction of what forgets them.
    """
    if not model.recording_fields:
        return 0
    sid_field = model.recording_fields[0]
    rows = list(model.objects.filter(pk__in=list(ids)).exclude(**{sid_field: ""}))
    noted = [DoomedRecording(sid=getattr(row, sid_field), number=_number_of(row)) for row in rows]
    DoomedRecording.objects.bulk_create(noted, ignore_conflicts=True)
    blanks = dict.fromkeys(model.recording_fields, "")
    model.objects.filter(pk__in=[row.pk for row in rows]).update(**blanks)
    return len(rows)


def delete_recordings(company_id: UUID) -> Outcome:
    """Delete at Twilio what is noted, each request outside any scope; what fails stays noted."""
    outcome, last = Outcome(0, []), None
    while page := _page(company_id, last):
        for doomed in page:
            if _is_deleted(company_id, doomed):
                _settle(company_id, doomed)
                outcome.deleted += 1
            else:
                outcome.left.append(doomed.sid)
        last = page[-1].pk
    return outcome


def _page(company_id: UUID, last: UUID | None) -> list[DoomedRecording]:
    with company_scope(company_id):
        rows = DoomedRecording.objects.order_by("pk")
        return list((rows if last is None else rows.filter(pk__gt=last))[:PAGE_ROWS])


def _is_deleted(company_id: UUID, doomed: DoomedRecording) -> bool:
    route = _route(company_id, doomed.number)
    try:
        if route is not None:
            recordings_at(route).delete(doomed.sid)
            return True
    except NotDeleted:
        return False
    return False


def _settle(company_id: UUID, doomed: DoomedRecording) -> None:
    with company_scope(company_id, writing=True):
        DoomedRecording.objects.filter(pk=doomed.pk).delete()


def _route(company_id: UUID, number: str) -> NumberRoute | None:
    """Return the route of the number that was called, or of another one of the company's."""
    with company_scope(company_id):
        own = list(PhoneNumber.in_company.order_by("created_at").values_list("number", flat=True))
    known = number if number in own else next(iter(own), "")
    return route_number(known) if known else None


def _number_of(row: Any) -> str:
    """Return our number in the call that was recorded, or nothing."""
    call = row if hasattr(row, "to_number") else row.call
    return call.to_number if call else ""
