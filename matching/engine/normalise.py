"""One reading of text for both sides: what a caller said and what a trigger says."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from matching.engine.contractions import spell_out
from matching.engine.fillers import Fillers, compile_fillers, strip_fillers
from matching.engine.numbers import read_numbers

_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u0060\u00b4\u2032\uff07"), "'")
_MARKS = "./:,$&%"
"""What may belong to a word or stand for one: `2:30`, `$125`, `a/c`, `10%`."""

_PLAIN_WORD = re.compile("[A-Za-z0-9]")
_MARKED = re.compile(f"[{_MARKS}]")
_ACRONYM = re.compile(r"(?:\b|(?<=\d))[a-z](?:[./][a-z])+\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_PERCENT = re.compile(r"(?<=\d)%")
_LOOSE_MARK = re.compile(r"[/,&%]|(?<!\d)[.:]|[.:](?!\d)|\$(?!\d)")


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

    A filler never takes out an urgency word, a negation, a question word, a number, a time or
    an answer, and never leaves nothing that means something. Normalising twice changes nothing.
    """
    fillers = _compile(tuple(filler_words), tuple(urgency_words))
    kept, stripped = strip_fillers(_spell(text), fillers)
    return Heard(text=" ".join(kept), tokens=tuple(kept), stripped=tuple(stripped))


def split_words(text: str) -> list[str]:
    """The words of a text, spelled one way, with nothing taken out."""
    return read_numbers(_spell(text))


def has_words(text: str) -> bool:
    """Whether a text has any words; a letter or a digit of ASCII is one, or a part of one."""
    return _PLAIN_WORD.search(text) is not None or bool(split_words(text))


@lru_cache(maxsize=256)
def _compile(filler_words: tuple[str, ...], urgency_words: tuple[str, ...]) -> Fillers:
    return compile_fillers(
        (tuple(split_words(filler)) for filler in filler_words),
        (tuple(split_words(keyword)) for keyword in urgency_words),
    )


def _spell(text: str) -> list[str]:
    """The words of a text before its numbers are read."""
    plain = text.translate(_ASCII) if text.isascii() else _plain_unicode(text)
    if _MARKED.search(plain):
        plain = _join_marks(plain)
    words = plain.split()
    if "'" in plain:
        words = [word for chunk in words if (word := chunk.strip("'"))]
    if not plain.isascii():
        words = [word for word in words if any(map(str.isalnum, word))]
    return spell_out(words) or _lone_modifiers(text)


def _ascii_table() -> dict[int, str]:
    kept = {*"'" + _MARKS}
    table = {
        code: chr(code).lower() if chr(code).isalnum() or chr(code) in kept else " "
        for code in range(128)
    }
    return table | {ord("`"): "'"}


_ASCII = _ascii_table()


def _plain_unicode(text: str) -> str:
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    plain = unicodedata.normalize("NFKC", visible.translate(_APOSTROPHES)).lower()
    plain = unicodedata.normalize("NFKC", plain).translate(_APOSTROPHES)
    return "".join(char if _belongs_to_word(char) else " " for char in plain)


def _belongs_to_word(char: str) -> bool:
    return char.isalnum() or char in "'" + _MARKS or unicodedata.category(char).startswith("M")


def _join_marks(plain: str) -> str:
    plain = plain.replace("&", " and ")
    plain = _ACRONYM.sub(lambda found: re.sub("[./]", "", found.group()), plain)
    plain = _PERCENT.sub(" percent ", _THOUSANDS.sub("", plain))
    return _LOOSE_MARK.sub(" ", plain)


def _lone_modifiers(text: str) -> list[str]:
    modifiers = "".join(char for char in text if char.isalnum())
    return [modifiers] if modifiers else []
