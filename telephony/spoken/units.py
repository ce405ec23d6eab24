"""Units behind numbers, and the signs that voices stumble over."""

import re
from collections.abc import Iterator

from telephony.spoken.parts import Change, with_full_stop

_UNITS = {
    "sqft": ("square foot", "square feet"), "ft": ("foot", "feet"), "lb": ("pound", "pounds"),
    "oz": ("ounce", "ounces"), "gal": ("gallon", "gallons"), "hr": ("hour", "hours"),
    "min": ("minute", "minutes"), "yr": ("year", "years"), "mph": ("mile an hour", "miles an hour"),
}  # fmt: skip
_UNIT = re.compile(
    r"(?<![0-9.,])(?P<number>[0-9][0-9.,]*)(?P<space>[ ]?|-)"
    r"(?P<unit>[Ss]q(?:\.[ ]?|[ ])?[Ff]t|ft|lbs?|oz|gals?|hrs?|mins?|yrs?|mph)\b\.?(?![\w²³-])"
)
_DEGREES = re.compile(r"(?<=[0-9])[ ]?°[ ]?(?:(?P<scale>[FC])(?!\w))?")
_SCALES = {"F": " degrees Fahrenheit", "C": " degrees Celsius", None: " degrees "}
_ALWAYS = re.compile(r"(?<![\w/])24/7(?![\w/])")
_AND = re.compile(r"(?<=\s)&(?=\s)")


def find_units(text: str, language: str) -> Iterator[Change]:
    """Yield each short unit behind a number, and degrees."""
    for found in _UNIT.finditer(text):
        written = text[found.start("unit") : found.end()]
        said = f"{'-' if found['space'] == '-' else ' '}{_unit(found)}"
        said = with_full_stop(text, found.end(), said, written)
        yield Change(found.start("space"), found.end(), said)
    for found in _DEGREES.finditer(text):
        is_last = text[found.end() : found.end() + 1] in {"", " ", ".", ",", "?", "!", ";"}
        said = _SCALES[found["scale"]]
        yield Change(found.start(), found.end(), said.rstrip() if is_last else said)


def find_signs(text: str, language: str) -> Iterator[Change]:
    """Yield `24/7`, which is no fraction, and an ampersand between words."""
    for found in _ALWAYS.finditer(text):
        yield Change(found.start(), found.end(), "24 7")
    for found in _AND.finditer(text):
        yield Change(found.start(), found.end(), "and")


def _unit(found: re.Match[str]) -> str:
    """Return the unit in full: one pound, two pounds, a 50-gallon tank."""
    short = re.sub(r"[. ]", "", found["unit"]).lower()
    one, many = _UNITS[short if short in _UNITS else short.removesuffix("s")]
    return one if found["number"] == "1" or found["space"] == "-" else many
