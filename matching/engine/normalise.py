"""One reading of text for both sides: what a caller said and what a trigger says."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from matching.engine.contractions import spell_out
from matching.engine.fillers import strip_fillers

_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u0060\u00b4\u2032\uff07"), "'")
_ACRONYM = re.compile(r"\b[a-z](?:[./][a-z])+\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


@dataclass(frozen=True, slots=True)
class Heard:
    """An utterance or a trigger as the engine reads it."""

    text: str
    tokens: tuple[str, ...]
    stripped: tuple[str, ...]


def normalise(
    text: str, filler_words: Iterable[str] = (), urgency_words: Iterable[str] = ()
) -> Heard:
    """Text as the words that matter, the same for every spelling of them.

    A filler never takes out an urgency word, a negation, a question word, a time or an
    answer, and never leaves nothing that means something. Normalising twice changes nothing.
    """
    phrases = _phrases(tuple(filler_words))
    protected = frozenset(word for keyword in _phrases(tuple(urgency_words)) for word in keyword)
    kept, stripped = strip_fillers(split_words(text), phrases, protected)
    return Heard(text=" ".join(kept), tokens=tuple(kept), stripped=tuple(stripped))


@lru_cache(maxsize=256)
def _phrases(texts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(split_words(text)) for text in texts)


def split_words(text: str) -> list[str]:
    """The words of a text, spelled one way, with nothing taken out."""
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    plain = unicodedata.normalize("NFKC", visible.translate(_APOSTROPHES)).lower()
    plain = unicodedata.normalize("NFKC", plain).translate(_APOSTROPHES).replace("&", " and ")
    plain = _ACRONYM.sub(lambda found: re.sub("[./]", "", found.group()), plain)
    plain = _THOUSANDS.sub("", plain)
    words = [chunk.strip("'") for chunk in _without_punctuation(plain).split()]
    spelled = spell_out([word for word in words if any(char.isalnum() for char in word)])
    return spelled or _lone_modifiers(text)


def _lone_modifiers(text: str) -> list[str]:
    modifiers = "".join(char for char in text if char.isalnum())
    return [modifiers] if modifiers else []


def _without_punctuation(text: str) -> str:
    neighbours = zip(" " + text, text, text[1:] + " ", strict=False)
    return "".join(
        char if _belongs_to_word(before, char, after) else " " for before, char, after in neighbours
    )


def _belongs_to_word(before: str, char: str, after: str) -> bool:
    if char in ".:":
        return before.isdigit() and after.isdigit()
    if char == "$":
        return after.isdigit()
    return char.isalnum() or char == "'" or unicodedata.category(char).startswith("M")
