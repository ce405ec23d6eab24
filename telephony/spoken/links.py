"""E-mail and web addresses, with their signs and digits said in words."""

import re
from collections.abc import Iterator

from telephony.spoken.parts import Change

_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_EMAIL = re.compile(rf"(?<![\w.+@-])[\w.+-]*\w@{_LABEL}(?:\.{_LABEL})+")
_WEB = re.compile(
    rf"(?i)(?<![\w@./-])(?:https?://(?:www\.)?(?P<full>{_LABEL}(?:\.{_LABEL})+)"
    rf"|www\.(?P<www>{_LABEL}(?:\.{_LABEL})+)"
    rf"|(?P<bare>(?:{_LABEL}\.)+(?:com|net|org|info|biz|gov|edu))(?![\w@-]|\.\w))"
    r"(?P<path>(?:/[\w.~%+=&?#-]*)*)"
)
_SIGNS = {
    ".": "dot", "/": "slash", "-": "dash", "_": "underscore", "@": "at", "+": "plus", "~": "tilde",
    "?": "question mark", "=": "equals", "&": "and", "#": "hash", "%": "percent",
}  # fmt: skip
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SAID = {**_SIGNS, **{str(value): word for value, word in enumerate(_DIGITS)}}
_SIGN = re.compile(r"[0-9./_@+~?=&#%-]")


def find_links(text: str, language: str) -> Iterator[Change]:
    """Yield each e-mail and web address, as in `joe at x dot com`."""
    for found in _EMAIL.finditer(text):
        yield Change(found.start(), found.end(), _in_words(found[0]))
    for found in _WEB.finditer(text):
        path = found["path"].rstrip("./?&#")
        host = found["full"] or found["www"] or found["bare"]
        end = found.start("path") + max(len(path), len(found["path"].rstrip(".?")))
        yield Change(found.start(), end, _in_words(host + path))


def _in_words(address: str) -> str:
    said = _SIGN.sub(lambda sign: f" {_SAID[sign[0]]} ", address)
    return " ".join(said.split())
