"""A text as it is spoken: what a company says in its own way first, then what English demands."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from telephony.spoken.addresses import find_addresses
from telephony.spoken.clocks import find_days, find_times
from telephony.spoken.dates import find_dates
from telephony.spoken.links import find_links
from telephony.spoken.numbers import find_phones
from telephony.spoken.parts import Change, Part, parts_of, without_controls
from telephony.spoken.pronouncing import Pronunciations, find_words
from telephony.spoken.units import find_signs, find_units
from telephony.voice_catalog import primary

ENGLISH = "en"
MOST_READINGS = 8
"""No text is known that needs more than four."""
_DIGIT = re.compile("[0-9]")
_FIND_IN_ALL = (find_links, find_days, find_signs)
_FIND_AROUND_DIGITS = (find_phones, find_dates, find_times, find_addresses, find_units)


@lru_cache(maxsize=4096)
def spoken_parts(text: str, language: str, pronunciations: Pronunciations = ()) -> tuple[Part, ...]:
    """Return the text as it is spoken; outside English only the pronunciations count.

    What a pronunciation puts in is not read again. Money keeps its digits: voices read it well.
    """
    fit = _fit(without_controls(text), language, pronunciations)
    words = find_words(fit, pronunciations)
    return parts_of(fit, chain(words, _changes(fit, language)))


def spoken_text(text: str, language: str, pronunciations: Pronunciations = ()) -> str:
    """Return the text as it is spoken, all in words."""
    return "".join(part.text for part in spoken_parts(text, language, pronunciations))


def _fit(text: str, language: str, pronunciations: Pronunciations) -> str:
    """Read until nothing is left to read: what is said may make clear what stands beside it.

    Words with a pronunciation stay as they are written.
    """
    for _ in range(MOST_READINGS):
        words = [
            replace(one, said=text[one.start : one.end]) for one in find_words(text, pronunciations)
        ]
        parts = parts_of(text, chain(words, _changes(text, language)))
        read = "".join(part.text for part in parts)
        if read == text:
            break
        text = read
    return text


def _changes(text: str, language: str) -> Iterator[Change]:
    if primary(language) == ENGLISH:
        finders = _FIND_AROUND_DIGITS if _DIGIT.search(text) else ()
        for find in (*_FIND_IN_ALL, *finders):
            yield from find(text, language)
