"""Phone numbers, read digit by digit in their groups."""

import re
from collections.abc import Iterator

from telephony.spoken.parts import Change

_NORTH_AMERICAN = re.compile(
    r"(?<![\w$€£#/@+.,-])(?P<country>\+1[-. ]?|1[-. ])?"
    r"(?P<open>\()?(?P<area>[2-9][0-9]{2})(?(open)\)\s?|[-. ]?)"
    r"(?P<exchange>[2-9][0-9]{2})[-. ]?(?P<line>[0-9]{4})(?![\w@]|[-./,][0-9])"
)
_ABROAD = re.compile(r"(?<![\w+])\+(?!1)(?P<digits>[0-9](?:[- ]?[0-9]){6,14})(?![\w@]|[-./,][0-9])")
_SPACED = re.compile(
    r"(?<![0-9] )(?<!\b[0-9], )(?:(?P<country>1), )?(?P<area>[2-9] [0-9] [0-9]), "
    r"(?P<exchange>[2-9] [0-9] [0-9]), (?P<line>[0-9] [0-9] [0-9] [0-9])(?!,? [0-9]\b|\w)"
)
_EXTENSION = re.compile(r"(?<=[0-9]) ?,? ?\b(?:ext|Ext)\b\.? ?(?=[0-9])")


def find_phones(text: str, language: str) -> Iterator[Change]:
    """Yield each phone number, for the eye or the ear; one from abroad has its `plus` said."""
    for found in _NORTH_AMERICAN.finditer(text):
        yield _north_american(found)
    for found in _SPACED.finditer(text):
        yield Change(found.start(), found.end(), found[0], phone=_dashed(found))
    for found in _ABROAD.finditer(text):
        groups = _groups_abroad(found["digits"])
        yield Change(found.start(), found.end(), f"plus {', '.join(map(spaced, groups))}")
    for found in _EXTENSION.finditer(text):
        yield Change(found.start(), found.end(), ", extension ")


def spaced(digits: str) -> str:
    """Return digits so that each is said: `2 3 9`."""
    return " ".join(digits)


def _north_american(found: re.Match[str]) -> Change:
    """Read a number without its `+1`; a 1 that is dialled is said."""
    is_dialled = bool(found["country"]) and not found["country"].startswith("+")
    groups = [found["area"], found["exchange"], found["line"]]
    groups = ["1", *groups] if is_dialled else groups
    said = ", ".join(map(spaced, groups))
    return Change(found.start(), found.end(), said, phone="-".join(groups))


def _dashed(found: re.Match[str]) -> str:
    """Return a number that is written as it is said in the form that voices read."""
    groups = [found[name] for name in ("country", "area", "exchange", "line") if found[name]]
    return "-".join(group.replace(" ", "") for group in groups)


def _groups_abroad(digits: str) -> list[str]:
    """Return the groups as they are written, or threes of what is written as one."""
    groups = re.split("[- ]", digits)
    return re.findall("[0-9]{1,3}", digits) if len(groups) == 1 else groups
