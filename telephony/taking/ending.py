"""What comes of the details once all are told."""

from dataclasses import replace

from telephony.taking import fields, phrases
from telephony.taking.acts import Book, CallOff, Leave, Move
from telephony.taking.answer import Answer, asking
from telephony.taking.desk import Desk
from telephony.taking.fields import WHEN
from telephony.taking.offering import offer, place_in
from telephony.taking.phones import is_phone
from telephony.taking.questions import joined
from telephony.taking.state import Taking, Told
from telephony.taking.windows import Window
from telephony.taking.wish import Wish

MESSAGE_KIND, CALLBACK_KIND = "message", "callback"
_KEPT = frozenset({fields.NAME, fields.PHONE, fields.ADDRESS, *WHEN})
"""The types that have a column of their own in an appointment, each once."""


def finish(taking: Taking, desk: Desk, lead: str = "") -> Answer:
    """Return what is done with the details, and how the caller is told."""
    return _ENDS[taking.hook](taking, desk, lead)


def give_up(taking: Taking, desk: Desk) -> Answer:
    """Leave what was told to the team, since the caller was not understood."""
    return Answer(phrases.GIVEN_UP, act=_message(taking, desk, MESSAGE_KIND), gives_up=True)


def noted(taking: Taking) -> str:
    """Return what was told as lines for the team."""
    known = [one.name for one in taking.fields if one.name in taking.told]
    told = [(name, _written(taking.told[name])) for name in known]
    visit = [("visit", Window.from_document(taking.visit).spoken())] if taking.visit else []
    return "\n".join(f"{name.capitalize()}: {text}" for name, text in [*visit, *told])


def _written(told: Told) -> str:
    """Return a detail as it is read: a number is not spelled out."""
    return told.value if isinstance(told.value, str) else told.said


def _book(taking: Taking, desk: Desk, lead: str) -> Answer:
    when = _when(taking)
    if when is None or "start" not in when.value:
        wish = f"Wanted: {when.said}" if when else ""
        return Answer(joined(lead, phrases.REQUESTED), act=_visit(taking, desk, wish))
    window = Window.from_document(when.value)
    place = place_in(window, taking, desk)
    if place is None:
        return _offer_again(taking, window, desk)
    visit = replace(_visit(taking, desk), start=window.start, end=window.end, place=place)
    return Answer(joined(lead, phrases.booked(window.spoken())), act=visit)


def _move(taking: Taking, desk: Desk, lead: str) -> Answer:
    when = _when(taking)
    if when is None or "start" not in when.value:
        request = _message(taking, desk, MESSAGE_KIND, "Another time is wanted.")
        return Answer(joined(lead, phrases.CHANGE_REQUESTED), act=request)
    window = Window.from_document(when.value)
    place = place_in(window, taking, desk)
    if place is None:
        return _offer_again(taking, window, desk)
    act = Move(taking.visit["id"], window.start, window.end, place)
    return Answer(joined(lead, phrases.moved(window.spoken())), act=act)


def _call_off(taking: Taking, desk: Desk, lead: str) -> Answer:
    said = phrases.called_off(Window.from_document(taking.visit).spoken())
    return Answer(joined(lead, said), act=CallOff(taking.visit["id"]))


def _leave(taking: Taking, desk: Desk, lead: str) -> Answer:
    return Answer(phrases.MESSAGE_LEFT, act=_message(taking, desk, MESSAGE_KIND))


def _call_back(taking: Taking, desk: Desk, lead: str) -> Answer:
    return Answer(phrases.CALLBACK_LEFT, act=_message(taking, desk, CALLBACK_KIND))


_ENDS = {
    fields.BOOK: _book,
    fields.RESCHEDULE: _move,
    fields.CANCEL: _call_off,
    fields.MESSAGE: _leave,
    fields.CALLBACK: _call_back,
}


def _offer_again(taking: Taking, window: Window, desk: Desk) -> Answer:
    """Offer what is nearest to a window that somebody else took meanwhile."""
    one = taking.when
    wish = Wish.of((window.start.date(),) * 2, (window.start.time(),) * 2)
    if one is None:
        return give_up(taking, desk)
    wished = taking.with_told({one.name: Told(wish.as_document(), wish.spoken())})
    again = offer(wished, one, desk)
    if again is None or again.taking is None:
        return give_up(taking, desk)
    return asking(again.taking, phrases.JUST_TAKEN)


def _when(taking: Taking) -> Told | None:
    one = taking.when
    return taking.told.get(one.name) if one else None


def _visit(taking: Taking, desk: Desk, wanted: str = "") -> Book:
    name, phone, address = (
        _value(taking, kind) for kind in (fields.NAME, fields.PHONE, fields.ADDRESS)
    )
    problem = "\n".join(filter(None, (*_others(taking), wanted)))
    return Book(name, phone or desk.caller, address, problem, taking.urgency)


def _others(taking: Taking) -> list[str]:
    """Return what has no column: the first text as it is, and the rest with what it is."""
    first = taking.first_of(frozenset({fields.TEXT}))
    columns = {one.name for kind in _KEPT if (one := taking.first_of(frozenset({kind})))}
    rest = [one for one in taking.fields if one.name in taking.told and one.name not in columns]
    said = {one.name: taking.told[one.name].said for one in rest}
    return [
        text if first and name == first.name else f"{name.capitalize()}: {text}"
        for name, text in said.items()
    ]


def _value(taking: Taking, kind: str) -> str:
    told = taking.told_of(kind)
    return str(told.value) if told else ""


def _message(taking: Taking, desk: Desk, kind: str, *lines: str) -> Leave:
    phone = _value(taking, fields.PHONE)
    text = "\n".join(filter(None, (*lines, noted(taking))))
    return Leave(kind, phone if is_phone(phone) else "", text)
