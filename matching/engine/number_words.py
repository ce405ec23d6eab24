"""The words that numbers, times and amounts are spoken with."""


def _counted(start: int, step: int, *words: str) -> dict[str, int]:
    return {word: start + step * place for place, word in enumerate(words)}


UNITS = _counted(1, 1, "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = _counted(
    *(10, 1, "ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = _counted(
    *(20, 10, "twenty", "thirty", "forty", "fifty"),
    *("sixty", "seventy", "eighty", "ninety"),
)
SMALL = {"zero": 0} | UNITS | TEENS | TENS

UNIT_ORDINALS = _counted(
    *(1, 1, "first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth"),
)
ORDINALS = (
    {word: value for word, value in UNIT_ORDINALS.items() if value > 2}
    | {"tenth": 10, "eleventh": 11, "twelfth": 12}
    | {f"{word}th": value for word, value in TEENS.items() if value > 12}
    | {f"{word[:-1]}ieth": value for word, value in TENS.items()}
)
"""Those that become figures; `first` and `second` stay words, as in "wait a second"."""

ZEROS = frozenset({"oh", "o"})
REPEATERS = {"double": 2, "triple": 3}

NUMBER_WORDS = frozenset({*SMALL, *ORDINALS, *ZEROS, *REPEATERS, "hundred", "thousand"})
"""Words that may be said twice in a row on purpose, as in a telephone number."""

CUES = NUMBER_WORDS | {"half", "quarter", "1st", "2nd"}
"""A text without one of these and without a digit names no number."""


def is_figure(word: str) -> bool:
    """Whether a word is written with a figure, as `25`, `$125`, `2:30pm` and `3rd` are."""
    return word[:1].isdigit() or word[:1] == "$"
