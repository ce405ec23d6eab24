"""What the texts of an entry may hold: what people can read, and callers can say or hear."""

import re
import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from matching.engine.normalise import normalise, split_words

_BLANKS = re.compile(r"[ \t\r\n\u00a0\u2000-\u200a\u2028\u2029\u202f\u3000]+")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Unicode's categories of control characters, zero-width and bidi marks, halves of characters."""

_PLACEHOLDER = re.compile(r"\{[A-Za-z][A-Za-z0-9_]*\}")
_BRACE = re.compile(r"[{}]")


def cleaned(text: str) -> str:
    """Return the text on one line, its runs of blanks made one.

    Raises Django's `ValidationError` for a character that nobody sees.
    """
    plain = _BLANKS.sub(" ", text).strip(" ")
    unseen = next((char for char in plain if unicodedata.category(char) in _UNSEEN), None)
    if unseen is not None:
        raise ValidationError(f"This holds a character that nobody sees: U+{ord(unseen):04X}.")
    return plain


def cleaned_phrase(text: str) -> str:
    """Return what callers ask, cleaned; raises `ValidationError` for what nobody can say."""
    plain = cleaned(text)
    if _BRACE.search(plain):
        raise ValidationError("Braces cannot be said; placeholders belong into the answer.")
    if plain and not split_words(plain):
        raise ValidationError("This has no word that a caller could say.")
    return plain


def cleaned_answer(text: str) -> str:
    """Return what callers hear, cleaned; raises `ValidationError` for a brace of no placeholder."""
    plain = cleaned(text)
    if _BRACE.search(_PLACEHOLDER.sub("", plain)):
        raise ValidationError("A brace stands here that belongs to no {placeholder}.")
    return plain


def distinct(question: str, alternatives: Iterable[str]) -> list[str]:
    """Return the alternatives that are heard differently from the question and from each other."""
    heard = {normalise(question).text}
    kept = []
    for alternative in alternatives:
        text = normalise(alternative).text
        if text not in heard:
            heard.add(text)
            kept.append(alternative)
    return kept
