"""Offering windows for a visit, and hearing which one the caller takes."""

import re
from dataclasses import replace

from matching.engine.normalise import split_words
from telephony.taking import fields, phrases
from telephony.taking.answer import Answer, asking
from telephony.taking.desk import Desk
from telephony.taking.fields import Field
from telephony.taking.state import Step, Taking, Told
from telephony.taking.windows import Window, free_windows, offered
from telephony.taking.wish import Wish

DATED = frozenset({fields.BOOK, fields.RESCHEDULE})
"""The hooks whose days and times are windows in which somebody can come."""

USUALLY_OFFERED = 2
_PLACES: tuple[tuple[int, str], ...] = (
    (0, r"first|1st|former|earlier|earliest|either|both|any|whichever|1"),
    (1, r"second|2nd|2"),
    (2, r"third|3rd|3"),
    (-1, r"last|latter|later|latest"),
)
_CHOICE = r"(?:the |number |option )*(?:{})(?: 1| one| is fine| works| please| is good| time)*"


def offer(taking: Taking, one: Field, desk: Desk, lead: str = "") -> Answer | None:
    """Offer what is free of the caller's wish, else the nearest; None where nothing ever is."""
    wish = Wish.from_document(taking.told[one.name].value)
    free = free_windows(desk, besides=str(taking.visit.get("id", "")))
    if not free:
        return None
    is_met, windows = offered(free, wish, _most(taking))
    documents = tuple(window.as_document() for window in windows)
    offering = replace(taking, step=Step.OFFER, asked=one.name, windows=documents)
    return asking(offering, " ".join(filter(None, (lead, "" if is_met else phrases.NOT_FREE))))


def chosen(taking: Taking, speech: str, wish: Wish | None, is_yes: bool) -> Window | None:
    """Return which of the offered windows the caller takes, or None."""
    windows = [Window.from_document(document) for document in taking.windows]
    if is_yes and len(windows) == 1:
        return windows[0]
    place = _place(speech)
    if place is not None and place < len(windows):
        return windows[place]
    fitting = [one for one in windows if wish and wish.takes(one.start, one.end)]
    return fitting[0] if fitting else None


def taking_window(taking: Taking, window: Window) -> Taking:
    """Return the taking with the window that the caller took."""
    told = Told(window.as_document(), window.spoken())
    return taking.with_told({taking.asked: told}).sure_of(taking.asked)


def place_in(window: Window, taking: Taking, desk: Desk) -> int | None:
    """Return the place that is still free in a window, or None where it has just been taken."""
    free = free_windows(desk, besides=str(taking.visit.get("id", "")))
    return next((one.place for one in free if one.is_at(window)), None)


def _most(taking: Taking) -> int:
    told = taking.parameters.get("windows", USUALLY_OFFERED)
    return min(max(int(told), 1), 3)


def _place(speech: str) -> int | None:
    words = " ".join(split_words(speech))
    found = (place for place, names in _PLACES if re.fullmatch(_CHOICE.format(names), words))
    return next(found, None)
