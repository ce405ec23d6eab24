"""Addresses as callers say them: a house number and a street, with what else they tell."""

import re

from matching.engine.normalise import split_words

ADDRESS_MAX_CHARS = 255

_STREETS = (
    "street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|place|pl|way|circle|cir"
    "|terrace|ter|trail|parkway|pkwy|highway|hwy|loop|square|sq|alley|crescent|close|row|path|pike"
)
_LED = re.compile(
    r"(?i)^.*?\b(?:(?:the|my|our|his|her) (?:address|house|place|home)(?: is|'s)(?: at)?"
    r"|address(?: is)?|live (?:at|on)|located (?:at|on)|come (?:out )?to|i am at|i'm at|we are at"
    r"|we're at|it is at|it's at|it is|it's|that is|that's|here at|over at)\s+(?=.*\d)"
)
_NAMED = re.compile(
    rf"(?i)(?<![\d:$-])\b\d{{1,6}}[a-z]?\s+(?:[^\W\d_][\w'.]*\s+|\d+(?:st|nd|rd|th)\s+){{0,4}}"
    rf"(?:{_STREETS})\b\.?(?:[\s,]+(?:apartment|apt|unit|suite|number)\.?\s*#?\w+)?"
)
_TOLD = re.compile(r"(?i)\b(?:address (?:is|would be)|live at|located at)\s+(?P<rest>.+)")
_TRAILS = re.compile(
    r"(?i)[,.;]?\s*\b(?:and (?:my|the|i|it|we)|my (?:name|number|phone)|i need|because|please"
    r"|thank(?:s| you))\b.*$"
)
_SINGLE_DIGITS = re.compile(r"\b\d(?: \d){1,5}\b(?! \d)")
"""A house number said digit by digit; longer runs are phone numbers."""
_WHOLE = re.compile(r"(?i)(?=.*\d)(?=.*[^\W\d_]{2})")


def read_address(speech: str) -> str | None:
    """Return the address in an answer to "what's the address": a number and a word at least."""
    written = _written(speech)
    rest = _TRAILS.sub("", _LED.sub("", written)).strip(" ,.;")
    start = re.search(r"\d", rest)
    text = rest[start.start() :] if start else ""
    return text[:ADDRESS_MAX_CHARS] if _WHOLE.match(text) else None


def overhear_address(speech: str) -> str | None:
    """Return the address of a caller who tells it among other things."""
    written = _written(speech)
    told = _TOLD.search(written)
    if told:
        return read_address(told["rest"])
    named = _NAMED.search(written)
    return named[0][:ADDRESS_MAX_CHARS] if named else None


def without_address(speech: str) -> str:
    """Return the words without an address told among them, whose number is no time of day."""
    written = _written(speech)
    return _NAMED.sub(" ", written) if _NAMED.search(written) else speech


def _written(speech: str) -> str:
    """Return the speech with digits for its numbers: as it came where it has some already."""
    plain = speech.replace("\u2019", "'").strip()
    if re.search(r"\d", plain):
        return _SINGLE_DIGITS.sub(lambda run: run[0].replace(" ", ""), plain)
    words = split_words(plain)
    if not any(word[:1].isdigit() for word in words):
        return plain
    return _titled(_joined(words))


def _joined(words: list[str]) -> list[str]:
    """Return the words with numbers that follow each other as one: 1 23 is said for 123."""
    joined: list[str] = []
    for word in words:
        if joined and word.isdigit() and joined[-1].isdigit() and len(joined[-1] + word) <= 5:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _titled(words: list[str]) -> str:
    """Return the words as an address is written, from its number on."""
    start = next(place for place, word in enumerate(words) if word[:1].isdigit())
    street = [word if word[:1].isdigit() else word.capitalize() for word in words[start:]]
    return " ".join([*words[:start], *street])
