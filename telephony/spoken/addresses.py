"""Postal addresses: what is short in them is said in full."""

import re
from collections.abc import Iterator

from telephony.spoken.numbers import spaced
from telephony.spoken.parts import Change, with_full_stop

_STREETS = {
    "St": "Street", "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road", "Dr": "Drive", "Ln": "Lane",
    "Ct": "Court", "Pl": "Place", "Hwy": "Highway", "Pkwy": "Parkway", "Cir": "Circle",
    "Ter": "Terrace", "Trl": "Trail",
}  # fmt: skip
_POINTS = {
    "NE": "Northeast", "NW": "Northwest", "SE": "Southeast", "SW": "Southwest",
    "N": "North", "S": "South", "E": "East", "W": "West",
}  # fmt: skip
_UNITS = {"Apt": "Apartment", "Ste": "Suite", "Bldg": "Building", "Rm": "Room"}
_STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DC": "D C", "DE": "Delaware", "FL": "Florida",
    "GA": "Georgia", "HI": "Hawaii", "IA": "Iowa", "ID": "Idaho", "IL": "Illinois",
    "IN": "Indiana", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "MA": "Massachusetts",
    "MD": "Maryland", "ME": "Maine", "MI": "Michigan", "MN": "Minnesota", "MO": "Missouri",
    "MS": "Mississippi", "MT": "Montana", "NC": "North Carolina", "ND": "North Dakota",
    "NE": "Nebraska", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NV": "Nevada", "NY": "New York", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VA": "Virginia", "VT": "Vermont",
    "WA": "Washington", "WI": "Wisconsin", "WV": "West Virginia", "WY": "Wyoming",
}  # fmt: skip
_NAME = r"(?:St|Dr|Jr|Mt|Ft|[A-Z])\.|[A-Z][\w'\u2019-]*|[0-9]+(?:st|nd|rd|th)"
_POINT = "|".join(_POINTS)
_STREET = re.compile(
    rf"(?<![\w$€£#.,:/-])[0-9]{{1,6}}[A-Za-z]?[ ]+(?:(?P<before>{_POINT})\b\.?[ ]+)?"
    rf"(?:(?![AP]M\b)(?:{_NAME})[ ]+){{1,4}}?"
    rf"(?:(?P<street>{'|'.join(_STREETS)})\b\.?|(?:{'|'.join(_STREETS.values())})\b)"
    rf"(?:[ ]+(?P<after>{_POINT})\b\.?)?"
    rf"(?:,?[ ]+(?P<unit>{'|'.join(_UNITS)})\b\.?(?=[ ]+#?[0-9A-Z]))?"
)
_ZIP = re.compile(
    rf"(?<=,[ ])(?P<state>{'|'.join(_STATES)})[ ]+(?P<zip>[0-9]{{5}})"
    r"(?:-(?P<more>[0-9]{4}))?(?![\w-])"
)
_WORDS = {"before": _POINTS, "street": _STREETS, "after": _POINTS, "unit": _UNITS}


def find_addresses(text: str, language: str) -> Iterator[Change]:
    """Yield what is short in addresses: streets, points, units, and states with a ZIP code."""
    for found in _STREET.finditer(text):
        for name in _WORDS:
            if found[name]:
                yield _in_full(text, found, name)
    for found in _ZIP.finditer(text):
        groups = [found["zip"], found["more"]] if found["more"] else [found["zip"]]
        code = ", ".join(map(spaced, groups))
        yield Change(found.start(), found.end(), f"{_STATES[found['state']]} {code}")


def _in_full(text: str, found: re.Match[str], name: str) -> Change:
    """Return the word in full; its dot stays where it ended a sentence."""
    said, end = _WORDS[name][found[name]], found.end(name)
    has_dot = text[end : end + 1] == "."
    if has_dot and end + 1 == found.end():
        said = with_full_stop(text, end + 1, said, ".")
    return Change(found.start(name), end + has_dot, said)
