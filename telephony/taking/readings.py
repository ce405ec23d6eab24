"""A caller's words read as one of the fields: what is kept, and how it is read back."""

import re
from collections.abc import Callable, Iterable

from matching.engine.normalise import split_words
from telephony.confirming import said_yes
from telephony.taking import fields
from telephony.taking.addresses import overhear_address, read_address, without_address
from telephony.taking.desk import Desk
from telephony.taking.fields import Field
from telephony.taking.names import overhear_name, read_name
from telephony.taking.phones import means_own, read_phone, spoken_phone
from telephony.taking.state import Told
from telephony.taking.wish import Wish
from telephony.taking.wishes import overhear_wish, read_wish

TEXT_MAX_CHARS = 1000

Reading = Callable[[str, Desk], Told | None]

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}")
_EMAIL_LED = re.compile(r"(?i)^.*\b(?:is|it's)\s+")


def read_field(one: Field, speech: str, desk: Desk) -> Told | None:
    """Return what an answer to the field's question tells, or None where it tells nothing of it."""
    return _READINGS[one.type](speech, desk)


def overhear(untold: Iterable[Field], speech: str, desk: Desk) -> dict[str, Told]:
    """Return what the caller tells of these fields without being asked."""
    told: dict[str, Told] = {}
    seen: set[str] = set()
    for one in untold:
        reading = _OVERHEARINGS.get(one.type)
        found = reading(speech, desk) if reading and one.type not in seen else None
        if found:
            told[one.name] = found
            seen.add(one.type)
    return told


def told_phone(number: str) -> Told:
    """Return a number in E.164 as a detail."""
    return Told(number, spoken_phone(number))


def as_text(speech: str) -> Told:
    """Return the caller's own words as a detail, which needs no confirmation."""
    words = speech.strip()[:TEXT_MAX_CHARS]
    return Told(words, words, is_sure=True)


def _text(speech: str, desk: Desk) -> Told | None:
    """Take any words but a mere yes or no."""
    return None if said_yes(speech) is not None else as_text(speech)


def _plain(text: str | None) -> Told | None:
    return Told(text, text) if text else None


def _phone(speech: str, desk: Desk) -> Told | None:
    number = read_phone(speech, desk.region)
    if not number and means_own(speech):
        number = desk.caller
    return told_phone(number) if number else None


def _wish(wish: Wish | None) -> Told | None:
    return Told(wish.as_document(), wish.spoken()) if wish else None


def _overhear_when(speech: str, desk: Desk) -> Told | None:
    return _wish(overhear_wish(without_address(speech), desk.at))


def _email(speech: str, desk: Desk) -> Told | None:
    words = re.sub(r"\s+at\s+", "@", re.sub(r"\s+dot\s+", ".", speech.lower().strip(" .")))
    found = _EMAIL.search(_EMAIL_LED.sub("", words).replace(" ", ""))
    return _plain(found[0]) if found else None


def _number(speech: str, desk: Desk) -> Told | None:
    return _plain(next((word for word in split_words(speech) if word.isdigit()), None))


_READINGS: dict[str, Reading] = {
    fields.TEXT: _text,
    fields.NAME: lambda speech, desk: _plain(read_name(speech)),
    fields.PHONE: _phone,
    fields.EMAIL: _email,
    fields.ADDRESS: lambda speech, desk: _plain(read_address(speech)),
    fields.DATE: lambda speech, desk: _wish(read_wish(speech, desk.at)),
    fields.TIME: lambda speech, desk: _wish(read_wish(speech, desk.at)),
    fields.NUMBER: _number,
}
_OVERHEARINGS: dict[str, Reading] = {
    fields.NAME: lambda speech, desk: _plain(overhear_name(speech)),
    fields.PHONE: _phone,
    fields.ADDRESS: lambda speech, desk: _plain(overhear_address(speech)),
    fields.DATE: _overhear_when,
    fields.TIME: _overhear_when,
}
