"""Finding the visit that a caller wants to move or to cancel."""

import re
from dataclasses import replace
from typing import Any

from telephony.taking import fields, phrases
from telephony.taking.answer import Answer, asking
from telephony.taking.desk import Desk, Visit
from telephony.taking.fields import USUAL_FIELDS, Field
from telephony.taking.state import Step, Taking

SEEKING = frozenset({fields.RESCHEDULE, fields.CANCEL})
MOST_VISITS = 3
_OTHER_WISHES = {
    fields.CANCEL: (
        fields.RESCHEDULE,
        re.compile(
            r"(?i)\b(?:move|reschedule|change|push|switch|postpone) (?:it|that|this|the|my)\b"
        ),
    ),
    fields.RESCHEDULE: (fields.CANCEL, re.compile(r"(?i)\bcancel (?:it|that|this|the|my)\b")),
}
_NOT_THAT = re.compile(r"(?i)\b(?:not|don't|dont|without) (?:\w+ ){0,2}?(?:move|change|cancel)")


def begin_seeking(taking: Taking, desk: Desk, lead: str = "") -> Answer:
    """Look under the caller's own number, and ask for another where nothing is found."""
    told = taking.told_of(fields.PHONE)
    return look_under(taking, told.value if told else desk.caller, desk, lead)


def look_under(taking: Taking, phone: str, desk: Desk, lead: str = "") -> Answer:
    """Return the question whether a visit under this number is the one, or for the number."""
    visits = desk.occasion.diary.visits_of(phone, desk.at) if phone else ()
    documents = tuple(_document(visit, desk) for visit in visits[:MOST_VISITS])
    if documents:
        return asking(replace(taking, step=Step.FOUND, visits=documents, tries=0), lead)
    return ask_number(taking, lead, phrases.NONE_FOUND if phone else "")


def ask_number(taking: Taking, *leads: str) -> Answer:
    """Ask under which number the visit is."""
    one = _number_of(taking)
    has_it = taking.named(one.name) is not None
    listed = taking.fields if has_it else (one, *taking.fields)
    asked = replace(taking.without(one.name), fields=listed, step=Step.ASK, asked=one.name, tries=0)
    return asking(asked, " ".join(filter(None, leads)))


def with_visit(taking: Taking) -> Taking:
    """Return the taking for the visit that was found, whose number need not be asked any more."""
    rest = tuple(one for one in taking.fields if one.type != fields.PHONE)
    return replace(taking, visit=taking.visits[0], visits=(), fields=rest, tries=0)


def turned_about(taking: Taking, speech: str) -> Taking | None:
    """Return the taking for a caller who would rather move the visit than cancel it, or reverse."""
    other = _OTHER_WISHES.get(taking.hook)
    if other is None or not other[1].search(speech) or _NOT_THAT.search(speech):
        return None
    return Taking(other[0], taking.scenario, USUAL_FIELDS[other[0]], urgency=taking.urgency)


def into_message(taking: Taking) -> Taking:
    """Return the taking of a message instead, with the number that was told."""
    number = taking.told_of(fields.PHONE)
    told = {"phone": replace(number, is_sure=True)} if number else {}
    asked = USUAL_FIELDS[fields.MESSAGE]
    return Taking(fields.MESSAGE, taking.scenario, asked, told=told, urgency=taking.urgency)


def _number_of(taking: Taking) -> Field:
    usual = USUAL_FIELDS[taking.hook][0]
    return taking.first_of(frozenset({fields.PHONE})) or usual


def _document(visit: Visit, desk: Desk) -> dict[str, Any]:
    start, end = (one.astimezone(desk.at.tzinfo).isoformat() for one in (visit.start, visit.end))
    return {"id": visit.id, "start": start, "end": end}
