"""What may become of an appointment, and who changed it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rest_framework.exceptions import ValidationError

from telephony.messaging.confirming import confirm_by_sms
from telephony.models import Appointment, AppointmentStatus
from tenants.audit import record
from tenants.errors import RefusedByRule

WINDOW = frozenset({"window_start", "window_end"})
AUDITED = WINDOW | {"status", "urgency"}
"""What the audit log tells; the caller's own words it only names."""

appointments_to_change = Appointment.objects.select_related("call").select_for_update(of=("self",))


def change_appointment(
    appointment: Appointment, changes: Mapping[str, Any], *, actor: str
) -> Appointment:
    """Change some columns of a locked appointment, on record.

    Raises `RefusedByRule` for what may not become of it, `ValidationError` for half a window.
    """
    changed = {
        name: value for name, value in changes.items() if getattr(appointment, name) != value
    }
    if changed:
        before = _audited(appointment, changed)
        _require_allowed(appointment, changed)
        _apply(appointment, changed)
        appointment.save()
        if changed.get("status") == AppointmentStatus.CONFIRMED:
            confirm_by_sms(appointment)
        record(
            actor,
            "appointment_changed",
            appointment=str(appointment.id),
            fields=sorted(changed),
            before=before,
            after=_audited(appointment, changed),
        )
    return appointment


def _require_allowed(appointment: Appointment, changed: Mapping[str, Any]) -> None:
    status = changed.get("status")
    if appointment.status == AppointmentStatus.CANCELLED:
        raise RefusedByRule("A cancelled appointment stays as it is.")
    if status and not appointment.may_become(status):
        raise RefusedByRule(f"An appointment that is {appointment.status} cannot be {status}.")
    if status == AppointmentStatus.RESCHEDULED and not WINDOW & changed.keys():
        raise RefusedByRule("Say to which window the appointment is rescheduled.")


def _apply(appointment: Appointment, changed: Mapping[str, Any]) -> None:
    for name in changed.keys() - WINDOW:
        setattr(appointment, name, changed[name])
    start, end = (
        changed.get(name, getattr(appointment, name)) for name in ("window_start", "window_end")
    )
    _require_window(start, end, appointment.status)
    appointment.move(start, end)


def _require_window(start: datetime | None, end: datetime | None, status: str) -> None:
    if start is None and end is None:
        if status in (AppointmentStatus.CONFIRMED, AppointmentStatus.RESCHEDULED):
            raise RefusedByRule(f"An appointment that is {status} needs a window.")
    elif start is None or end is None:
        raise ValidationError({"windowEnd": ["A window has a start and an end."]})
    elif start >= end:
        raise ValidationError({"windowEnd": ["A window ends after it starts."]})


def _audited(appointment: Appointment, changed: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(getattr(appointment, name)) for name in sorted(AUDITED & changed.keys())}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
