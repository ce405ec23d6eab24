"""A caller who sets right what was taken before."""

import re

from telephony.taking import fields
from telephony.taking.desk import Desk
from telephony.taking.fields import WHEN, Field
from telephony.taking.readings import read_field
from telephony.taking.seeking import SEEKING
from telephony.taking.state import Taking, Told
from telephony.taking.wish import Wish

_CORRECTED = re.compile(
    r"(?i)^\s*(?:(?:no|actually|sorry|wait|oh|i mean|i meant|correction)\b[,. ]*)*"
    r"(?:the|my) (?:\w+ )?(?P<what>name|address|number|phone|day|date|time)"
    r"(?: number)? (?:is|should be|was|would be)(?: actually)?\s+(?P<rest>.+)"
)
_TYPES = {
    "name": frozenset({fields.NAME}),
    "address": frozenset({fields.ADDRESS}),
    "number": frozenset({fields.PHONE}),
    "phone": frozenset({fields.PHONE}),
    **dict.fromkeys(("day", "date", "time"), WHEN),
}


def corrected(taking: Taking, speech: str, desk: Desk) -> tuple[Field, Told] | None:
    """Return the field that was told before and is told anew, with what it is now."""
    found = _CORRECTED.match(speech)
    one = taking.first_of(_TYPES[found["what"].lower()]) if found else None
    is_told = one is not None and one.name in taking.told and one.name != taking.asked
    if not found or not one or not is_told or (taking.hook in SEEKING and not taking.visit):
        return None
    told = read_field(one, found["rest"], desk)
    return (one, _on_the_day_before(taking.told[one.name], told)) if told else None


def _on_the_day_before(before: Told, told: Told) -> Told:
    """Return another hour on the day that was told before."""
    if not isinstance(told.value, dict) or told.value["day"]:
        return told
    day = before.value.get("day") or before.value.get("start", "")[:10]
    wish = Wish.from_document({**told.value, "day": day, "last_day": day})
    return Told(wish.as_document(), wish.spoken())
