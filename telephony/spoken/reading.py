"""A text as it is spoken: what a company says in its own way first, then what English demands."""

import re
from collections.abc import Iterator
from functools import lru_cache

from telephony.spoken.addresses import find_addresses
from telephony.spoken.clocks import find_days, find_times
from telephony.spoken.dates import find_dates
from telephony.spoken.links import find_links
from telephony.spoken.numbers import find_phones
from telephony.spoken.parts import Change, Part, parts_of
from telephony.spoken.pronouncing import Pronunciations, find_words
from telephony.spoken.units import find_signs, find_units
from telephony.voice_catalog import primary

ENGLISH = "en"
_DIGIT = re.compile("[0-9]")
_FIND_IN_ALL = (find_links, find_days, find_signs)
_FIND_AROUND_DIGITS = (find_phones, find_dates, find_times, find_addresses, find_units)


@lru_cache(maxsize=4096)
def spoken_parts(text: str, language: str, pronunciations: Pronunciations = ()) -> tuple[Part, ...]:
    """Return the text as it is spoken; outside English only the pronunciations count.

    Each change is found in the text as it was written, so that nothing that is put in is read
    again. Money keeps its digits: voices read it well.
    """
    return parts_of(text, _changes(text, language, pronunciations))


def spoken_text(text: str, language: str, pronunciations: Pronunciations = ()) -> str:
    """Return the text as it is spoken, all in words."""
    return "".join(part.text for part in spoken_parts(text, language, pronunciations))


def _changes(text: str, language: str, pronunciations: Pronunciations) -> Iterator[Change]:
    yield from find_words(text, pronunciations)
    if primary(language) == ENGLISH:
        finders = _FIND_AROUND_DIGITS if _DIGIT.search(text) else ()
        for find in (*_FIND_IN_ALL, *finders):
            yield from find(text, language)
