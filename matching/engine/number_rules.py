"""How figures that belong together are written as one, as rules over text."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from matching.engine.number_words import REPEATERS, ZEROS

Found = re.Match[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """What to write for a pattern of whole words; `cues` are pieces of text it can't do without."""

    pattern: re.Pattern[str]
    replacement: str | Callable[[Found], str]
    cues: tuple[str, ...]

    def apply(self, text: str) -> str:
        """The text with every occurrence replaced."""
        for cue in self.cues:
            if cue in text:
                return self.pattern.sub(self.replacement, text)
        return text


def _rule(replacement: str | Callable[[Found], str], pattern: str, *cues: str) -> Rule:
    return Rule(re.compile(rf"(?<![^ ])(?:{pattern})(?![^ ])"), replacement, cues)


def _any(words: Collection[str]) -> str:
    return "|".join(sorted(words))


def _after(*words: str) -> str:
    return "(?:" + "|".join(rf"(?<=\b{word} )" for word in words) + ")"


def _not_after(*words: str) -> str:
    return "".join(rf"(?<!\b{word} )" for word in words)


_NO_PRONOUN = _not_after(
    *("this", "that", "no", "any", "every", "some", "which", "each", "another", "other", "the"),
    *("new", "old", "only", "my", "your", "last", "next", "right", "wrong", "first", "second"),
    *("good", "bad", "same", "big", "small", "better", "different", "whole"),
)
_COUNTED = (
    r"o'clock|oclock|am|pm|percent|hours?|days?|weeks?|months?|years?|minutes?|inch|foot|rooms?|"
    r"bedrooms?|bathrooms?|toilets?|story|gallon|miles?|tons?|dollars?|bucks?|cents?"
)
_GOES_ON = r"(?= (?:on|in|today|tomorrow|tonight|this|next|or|and|if|please)\b|$)"

ONES = (
    _rule("1", rf"{_NO_PRONOUN}one(?= (?:{_COUNTED})\b)", "one "),
    _rule("1", rf"{_NO_PRONOUN}one(?= (?:(?:one|oh|o|double|triple) )*\d)", "one "),
    _rule(
        "1",
        rf"{_NO_PRONOUN}one(?= (?:(?:or|to|point) \d|and a half\b))",
        *("one or", "one to", "one and", "one point"),
    ),
    _rule("1", r"(?:(?<=\d )|(?<=\d oh )|(?<=\d o ))one(?! (?:of|more|other|thing)\b)", " one"),
    _rule(
        "1",
        _after("hundred", "hundred and", "thousand and") + r"one(?! (?:of|more|other)\b)",
        *("hundred", "thousand"),
    ),
    _rule(
        "1",
        _after("press", "option", "number", "level", "unit", "suite", "double") + "one",
        *("press", "option", "number", "level", "unit", "suite", "double"),
    ),
    _rule(
        "1",
        _after("at", "by", "until", "till", "before", "after", "around", "past", "quarter to")
        + f"one{_GOES_ON}",
        *("at one", "by one", "l one", "before one", "after one", "around one", "past one"),
        "to one",
    ),
    _rule("1", r"(?<=\bbetween )one(?= and \d)", "between one"),
)
"""Where `one` is a number: mostly it stands for a thing."""


def _scaled(scale: int) -> Callable[[Found], str]:
    def replace(found: Found) -> str:
        times, rest = found.groups()
        return str((int(times) if (times or "a").isdigit() else 1) * scale + int(rest or 0))

    return replace


_SOME = _not_after("couple", "few", "several", "many")

SCALES = (
    _rule(
        _scaled(100),
        rf"{_SOME}(?:(a|one|\d{{1,2}}) )?hundred(?:(?: and)? (\d{{1,2}}))?",
        "hundred",
    ),
    _rule(
        _scaled(1000),
        rf"{_SOME}(?:(a|one|\d{{1,3}}) )?thousand(?:(?: and)? (\d{{1,3}}))?",
        "thousand",
    ),
    _rule("first", "1st", "1st"),
    _rule("second", "2nd", "2nd"),
)

_HOUR = r"0?(1[0-2]|[1-9])"
_MERIDIEM = r"([ap]) ?m"
_O_CLOCK = r"(?: ?:00| o'clock| oclock| o clock)"
_DOLLARS = r"(?:dollars?|bucks?)"
_MEASURES = rf"{_DOLLARS}|cents?|volts?|amps?|percent|minutes?|hours?|gallons?|years?"


def _quarter_to(found: Found) -> str:
    return f"{(int(found.group(1)) + 10) % 12 + 1}:45"


def _cents(found: Found) -> str:
    return f"${found.group(1) or 0}.{int(found.group(2)):02}"


def _digits(found: Found) -> str:
    """The digits said one by one; two are left alone, as are the zeros that end in a word."""
    said = found.group().split()
    left: list[str] = []
    while said[-1] in ZEROS and found.end() < len(found.string):
        left.insert(0, said.pop())
    if sum(word not in REPEATERS for word in said) < 3:
        return found.group()
    digits = ["0" if word in ZEROS else word for word in said]
    joined = "".join(
        digit * REPEATERS.get(before, 1)
        for before, digit in zip(["", *digits], digits, strict=False)
        if digit not in REPEATERS
    )
    return " ".join([joined, *left])


def _joined(found: Found) -> str:
    return found.group().replace(" ", "")


RULES = (
    _rule(r"\1.\2", r"(\d+) point (\d+)", " point "),
    _rule(r"\1.5", r"(\d+) and a half", " and a half"),
    _rule(r"$\1\2", rf"([1-9]) ([1-9]\d) {_DOLLARS}", "dollar", "buck"),
    _rule(r"$\1", rf"\$?(\d+(?:\.\d+)?) {_DOLLARS}", "dollar", "buck"),
    _rule(_cents, r"\$(\d+)(?: and)? (\d\d?) cents?", "cent"),
    _rule(_cents, r"()(\d\d?) cents?", "cent"),
    _rule(r"$\1", r"\$(\d+)\.00", ".00"),
    _rule(
        r"\1\2",
        r"([1-9]) ([1-9]\d)(?= (?:volts?|amps?|outlets?|plug|receptacle|circuit)\b)",
        *("volt", "amp", "outlet", "plug", "receptacle", "circuit"),
    ),
    _rule(r"\1:30", rf"half past {_HOUR}", "half past"),
    _rule(r"\1:15", rf"(?:a )?quarter (?:past|after) {_HOUR}", "quarter"),
    _rule(_quarter_to, rf"(?:a )?quarter (?:to|till|til) {_HOUR}", "quarter"),
    _rule(r"\2:\1", rf"(10|20|25)(?: minutes)? past {_HOUR}", " past "),
    _rule(r"\1:0\2\3m", rf"{_HOUR} (?:oh|o) ([1-9]) {_MERIDIEM}", " o"),
    _rule(r"\1\2m", rf"{_HOUR}(?:{_O_CLOCK}|(?= |[ap]m)) ?{_MERIDIEM}", "am", "pm", " m"),
    _rule(r"\1:\2\3m", rf"{_HOUR}[: ]([0-5]\d) ?{_MERIDIEM}", "am", "pm", " m"),
    _rule(r"\1:00", rf"{_HOUR}{_O_CLOCK}", ":00", "clock"),
    _rule(
        r"\1 \2:\3",
        rf"(at|by|until|till|before|after|around|between|from) {_HOUR} ([1-5]\d)"
        rf"(?! (?:{_MEASURES})\b)",
        *("at ", "by ", "til", "before ", "after ", "around ", "between ", "from "),
    ),
    _rule(r"\1:\2", rf"0{_HOUR}:([0-5]\d)", "0"),
    _rule(r"\1", "12 (noon|midnight)", "12 "),
    _rule(
        _digits,
        rf"(?:(?:{_any(REPEATERS)}) )?\d(?: (?:(?:{_any(REPEATERS)}) )?\d(?![^ ])| (?:oh|o)\b)+",
        " ",
    ),
    _rule(_joined, r"(?:1 )?\d{3} \d{3} ?\d{4}", " "),
    _rule(_joined, r"\d{3} \d{4}", " "),
)
"""Amounts, times, and digits said one by one."""
