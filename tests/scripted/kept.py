"""What has to be on record after a scripted call: appointments, messages, texts, recordings."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from telephony.models import Appointment, Call, Direction, Message, TextMessage
from telephony.simulator.script import ScriptedCall
from tenants.scope import company_scope

ZONE = ZoneInfo("America/New_York")


def not_kept(script: ScriptedCall, joe: UUID) -> Iterator[str]:
    """Yield what is not on record as the script wants it, of the newest record of each kind."""
    with company_scope(joe):
        for kind, wanted in script.kept.items():
            yield from _otherwise(kind, wanted, _KINDS[kind]())


def _otherwise(kind: str, wanted: Mapping[str, str], kept: Mapping[str, str]) -> Iterator[str]:
    """Yield what is kept otherwise; without any members wanted, there has to be no such record."""
    if kept and not wanted:
        yield f"there is a {kind}"
    for name, value in wanted.items():
        if kept.get(name) != value:
            yield f"the {kind}'s {name} is {kept.get(name)!r}"


def _appointment() -> dict[str, str]:
    one = Appointment.objects.first()
    if one is None:
        return {}
    facts = ("name", "phone", "address", "problem", "status")
    return {**_told(one, facts), "window": _window(one.window_start, one.window_end)}


def _message() -> dict[str, str]:
    one = Message.objects.first()
    if one is None:
        return {}
    is_recorded = "yes" if one.recording_url else "no"
    return {**_told(one, ("kind", "from_number", "text")), "recorded": is_recorded}


def _text() -> dict[str, str]:
    one = TextMessage.objects.filter(direction=Direction.OUT).first()
    return _told(one, ("to_number", "body", "status")) if one else {}


def _recording() -> dict[str, str]:
    one = Call.objects.exclude(recording_url="").first()
    return {"seconds": str(one.recording_seconds)} if one else {}


_KINDS: dict[str, Callable[[], dict[str, str]]] = {
    "appointment": _appointment,
    "message": _message,
    "text": _text,
    "recording": _recording,
}


def _told(record: Any, names: tuple[str, ...]) -> dict[str, str]:
    return {name: str(getattr(record, name)) for name in names}


def _window(start: datetime | None, end: datetime | None) -> str:
    if start is None or end is None:
        return ""
    begins, ends = start.astimezone(ZONE), end.astimezone(ZONE)
    return f"{begins:%Y-%m-%d %H:%M} to {ends:%H:%M}"
