"""The numbers, amounts, times and days that an utterance names."""

import re
from collections import defaultdict
from collections.abc import Sequence

from matching.engine.number_words import is_figure

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
DAYS = frozenset({*WEEKDAYS, "today", "tomorrow", "tonight", "yesterday"})
_NAMES = {
    **{day: ("day", frozenset({day})) for day in WEEKDAYS},
    **{f"{day}s": ("day", frozenset({day})) for day in WEEKDAYS},
    **{f"{day}'s": ("day", frozenset({day})) for day in WEEKDAYS},
    "weekend": ("day", frozenset({"saturday", "sunday"})),
    "weekends": ("day", frozenset({"saturday", "sunday"})),
    **{day: ("near day", frozenset({day})) for day in ("today", "tomorrow", "yesterday")},
    "tonight": ("near day", frozenset({"today"})),
    **{part: ("part", frozenset({part})) for part in ("morning", "afternoon", "evening")},
    **{month: ("month", frozenset({month})) for month in MONTHS if month not in ("march", "may")},
    "noon": ("time", frozenset({"12:00pm"})),
    "midnight": ("time", frozenset({"12:00am"})),
}
_CLOCK = re.compile(r"(1[0-2]|[1-9])(?::([0-5]\d))?([ap]m)?$")
_ORDINALS = {"first": "1st", "second": "2nd"}
_TIME_AFTER = frozenset(
    {"at", "by", "until", "till", "before", "after", "around", "between", "from", "about", "past"}
)
_LONGEST = 6
"""Longer figures are telephone and account numbers, which tell nothing of what is meant."""


def number_clash(said: Sequence[str], trigger: Sequence[str]) -> bool:
    """Whether both name a day, a time, an amount or a number, and none of it is the same."""
    named, asked = figures(said), figures(trigger)
    return any(named[kind].isdisjoint(asked[kind]) for kind in named.keys() & asked.keys())


def figures(words: Sequence[str]) -> dict[str, set[str]]:
    """What a text names, by kind; a time without am or pm is both."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for before, word in zip(["", *words], words, strict=False):
        kind, values = _figure(before, word)
        if values:
            named[kind] |= values
    return dict(named)


def _figure(before: str, word: str) -> tuple[str, frozenset[str]]:
    if word in _NAMES:
        return _NAMES[word]
    if word in _ORDINALS:
        return "ordinal", frozenset() if before in ("a", "one") else frozenset({_ORDINALS[word]})
    if not is_figure(word):
        return "", frozenset()
    clock = _CLOCK.match(word)
    if clock and (not word.isdigit() or before in _TIME_AFTER):
        return "time", _times(clock)
    if word[0] == "$":
        return "amount", frozenset({word})
    if word.endswith(("st", "nd", "rd", "th")):
        return "ordinal", frozenset({word})
    return "number", frozenset({word} if len(word) <= _LONGEST else ())


def _times(clock: re.Match[str]) -> frozenset[str]:
    hour, minutes, half = clock.groups()
    time = f"{hour}:{minutes or '00'}"
    return frozenset({time + half} if half else {f"{time}am", f"{time}pm"})
