"""Phone numbers as callers say them, and as they are read back."""

import re

import phonenumbers
from phonenumbers import PhoneNumberFormat, ValidationResult

_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_DIGITS = {
    **{word: str(value) for value, word in enumerate(_UNITS)},
    **{word: str(value) for value, word in enumerate(_TEENS, start=10)},
    **{word: str(value) for word, value in zip(_TENS, range(20, 100, 10), strict=True)},
    **dict.fromkeys(("o", "oh", "nought", "naught"), "0"),
}
_TIMES = {"double": 2, "triple": 3}
_ENDINGS = {"hundred": "00", "thousand": "000"}
_BETWEEN = frozenset({"area", "code", "dash", "hyphen", "then", "space", "plus", "um", "uh"})
_TOKEN = re.compile(r"[a-z]+|\d+")
_OWN = re.compile(
    r"(?i)\b(calling (you )?(from|on)|(this|same) (number|phone|line|one)|the one i'?m on)\b"
)


def region_of(number: str) -> str:
    """Return the region of a number in E.164, where numbers are said without a country."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or "US"
    except phonenumbers.NumberParseException:
        return "US"


def read_phone(speech: str, region: str = "US") -> str | None:
    """Return the phone number among the words, in E.164; only a whole one, with its area code."""
    runs = sorted(_runs(speech), key=len, reverse=True)
    return next(filter(None, (_whole(run, region) for run in runs)), None)


def means_own(speech: str) -> bool:
    """Whether the caller speaks of the number that he is calling from."""
    return bool(_OWN.search(speech.replace("\u2019", "'")))


def is_phone(text: str) -> bool:
    """Whether this is a number in E.164 that could be called back."""
    return bool(re.fullmatch(r"\+[1-9]\d{6,14}", text))


def spoken_phone(number: str) -> str:
    """Return a number in E.164 in its groups, digit by digit."""
    national = phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.NATIONAL)
    return ", ".join(" ".join(group) for group in re.findall(r"\d+", national))


def _runs(speech: str) -> list[str]:
    """Return the digits of each stretch of the speech in which nothing else is said."""
    runs, times, before = [""], 1, ""
    for token in _TOKEN.findall(speech.lower()):
        if token in _TIMES:
            times = _TIMES[token]
        elif token in _ENDINGS and runs[-1]:
            runs[-1] += _ENDINGS[token]
        elif (digits := _DIGITS.get(token, token)).isdigit():
            is_unit_of_ten = before in _TENS and token in _UNITS[1:]
            runs[-1] = runs[-1][:-1] + digits if is_unit_of_ten else runs[-1] + digits * times
            times = 1
        elif token not in _BETWEEN:
            runs.append("")
        before = token
    return runs


def _whole(digits: str, region: str) -> str | None:
    try:
        parsed = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(parsed) != ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
