"""Numbers, times and amounts made one, whether they are spelled in words or in digits."""

import re
from collections.abc import Iterator, Sequence

from matching.engine.number_rules import ONES, RULES, SCALES, Rule
from matching.engine.number_words import CUES, ORDINALS, SMALL, TENS, UNIT_ORDINALS, UNITS

_DIGIT = re.compile(r"\d")


def read_numbers(words: Sequence[str]) -> list[str]:
    """The words with each number as one: `25`, `3rd`, `2:30pm`, `$125`, `2395550177`."""
    if CUES.isdisjoint(words) and not _DIGIT.search(" ".join(words)):
        return list(words)
    text = " ".join(_figures(words))
    while (read := _read_once(text)) != text:
        text = read
    return text.split()


def _figures(words: Sequence[str]) -> Iterator[str]:
    """The words with those below a hundred as figures; `one` is a word until shown otherwise."""
    position = 0
    while position < len(words):
        word = words[position]
        following = words[position + 1] if position + 1 < len(words) else ""
        if word in TENS and following in UNITS:
            yield str(TENS[word] + UNITS[following])
            position += 1
        elif word in TENS and following in UNIT_ORDINALS:
            yield _ordinal(TENS[word] + UNIT_ORDINALS[following])
            position += 1
        elif word in ORDINALS:
            yield _ordinal(ORDINALS[word])
        else:
            yield str(SMALL[word]) if word in SMALL and word != "one" else word
        position += 1


def _ordinal(value: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}th" if 10 < value < 14 else f"{value}{ending}"


def _read_once(text: str) -> str:
    if "one" in text:
        text = _apply(ONES, text)
    text = _apply(SCALES, text)
    return _apply(RULES, text) if _DIGIT.search(text) else text


def _apply(rules: Sequence[Rule], text: str) -> str:
    for rule in rules:
        text = rule.apply(text)
    return text
