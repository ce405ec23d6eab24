"""When a caller would like something, read from what was said."""

import re
from datetime import datetime

from matching.engine.normalise import split_words
from telephony.taking.clocks import read_span
from telephony.taking.days import read_days, without_dates
from telephony.taking.wish import Wish

SPEECH_MAX_CHARS = 400

_ANY = re.compile(
    r"\b(?:any ?time|any day|whenever|as soon as possible|asap|right away|soonest|earliest|first "
    r"available|next available|does not matter|do not care|no preference|you pick|you choose)\b"
)
_SLASHED = re.compile(r"\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b")
_LED = re.compile(r"^(?:(?:yes|at|around|about|maybe|how about|say|make it|let us say)\s+)+")


def read_wish(speech: str, at: datetime) -> Wish | None:
    """Return when the caller would like it, seen from `at` in the company's zone, or None.

    Any time is a wish that leaves all open.
    """
    text = _plain(speech)
    days, rest = read_days(text, at.date()), without_dates(text)
    span = read_span(_LED.sub("", rest).strip(), is_whole=True)
    if not any(span):
        span = read_span(rest)
    if days or any(span):
        return Wish.of(days, span)
    return Wish() if _ANY.search(text) else None


def overhear_wish(speech: str, at: datetime) -> Wish | None:
    """Return the wish of a caller who tells it among other things: it names a day."""
    wish = read_wish(speech, at)
    return wish if wish and wish.day else None


def _plain(speech: str) -> str:
    """Return lower-case words with digits for numbers; the slash of a date is kept."""
    short = speech[:SPEECH_MAX_CHARS]
    dates = _SLASHED.findall(short)
    words = " ".join(split_words(_SLASHED.sub(" ", short)))
    clocks = re.sub(r"(?<=\d)(?=[ap]m\b)", " ", words)
    halves = re.sub(r"\b(\d{1,2}) (15|30|45)\b", r"\1:\2", clocks)
    return " ".join([*dates, halves])
