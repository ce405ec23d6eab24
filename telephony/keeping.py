"""What a caller's details become: an appointment, a change of one, or a message."""

from functools import singledispatch
from uuid import UUID

from django.db import IntegrityError

from telephony.appointments import appointments_to_change, change_appointment
from telephony.messaging.announcing import announce
from telephony.messaging.confirming import confirm_by_sms
from telephony.models import Appointment, AppointmentStatus, Call, Message
from telephony.models.message import MessageKind
from telephony.taking.acts import Act, Book, CallOff, Leave, Move
from telephony.taking.ending import noted
from telephony.taking.state import Step, Taking
from tenants.databases import atomic
from tenants.errors import RefusedByRule

ACTOR = "caller"
UNFINISHED = "The caller hung up before all was told."


class Overtaken(Exception):
    """Somebody else was first: the place is taken, or the visit is no longer what it was."""


def keep(act: Act, call_id: UUID | None, from_number: str, to_number: str) -> None:
    """Do what was agreed with the caller, in the turn's transaction, and text who wants to know.

    What was agreed on by text has no call. Raises `Overtaken` where that cannot be done any more:
    then nothing is written, and the turn is to be decided again.
    """
    try:
        with atomic():
            _keep(act, call_id, from_number, to_number)
    except (IntegrityError, RefusedByRule, Appointment.DoesNotExist) as error:
        raise Overtaken from error


def leave_unfinished(call: Call, taking: Taking | None) -> None:
    """Leave to the team what a caller told who hung up before all was told."""
    if taking and taking.told and taking.step != Step.WANTED:
        text = f"{UNFINISHED}\n{noted(taking)}"
        left = Message.objects.create(call=call, from_number=call.from_number, text=text)
        announce(left, call.to_number)


@singledispatch
def _keep(act: Act, call_id: UUID | None, from_number: str, to_number: str) -> None:
    raise NotImplementedError(type(act))


@_keep.register
def _(act: Book, call_id: UUID | None, from_number: str, to_number: str) -> None:
    """Enter the visit: agreed on where it has a window, and asked for where it has none."""
    is_agreed = act.start is not None
    booked = Appointment.objects.create(
        call_id=call_id,
        name=act.name,
        phone=act.phone,
        address=act.address,
        problem=act.problem,
        urgency=act.urgency,
        window_start=act.start,
        window_end=act.end,
        place=act.place,
        status=AppointmentStatus.CONFIRMED if is_agreed else AppointmentStatus.REQUESTED,
    )
    confirm_by_sms(booked)


@_keep.register
def _(act: Move, call_id: UUID | None, from_number: str, to_number: str) -> None:
    appointment = _locked(act.visit)
    window = {"window_start": act.start, "window_end": act.end}
    may_be_moved = appointment.may_become(AppointmentStatus.RESCHEDULED)
    status = {"status": AppointmentStatus.RESCHEDULED} if may_be_moved else {}
    change_appointment(appointment, {**window, **status}, actor=ACTOR)
    appointment.place = act.place
    appointment.save()
    confirm_by_sms(appointment)


@_keep.register
def _(act: CallOff, call_id: UUID | None, from_number: str, to_number: str) -> None:
    change = {"status": AppointmentStatus.CANCELLED}
    change_appointment(_locked(act.visit), change, actor=ACTOR)


@_keep.register
def _(act: Leave, call_id: UUID | None, from_number: str, to_number: str) -> None:
    """Leave the message under the number to call back, else that of the call."""
    left = Message.objects.create(
        call_id=call_id,
        from_number=act.phone or from_number,
        kind=MessageKind(act.kind),
        text=act.text,
    )
    announce(left, to_number)


def _locked(visit: str) -> Appointment:
    return appointments_to_change.get(pk=visit)
