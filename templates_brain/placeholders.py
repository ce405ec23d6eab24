"""Replies with a company's values in them: one pass, and never a placeholder spoken."""

import re
from collections.abc import Mapping

import phonenumbers

_PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9_]*)\}")
_BRACE = re.compile(r"[{}]")


def render(text: str, values: Mapping[str, str]) -> str | None:
    """Return the text with its values, or None where one is missing or a brace would be spoken.

    What is inserted is never scanned again.
    """
    if _BRACE.search(_PLACEHOLDER.sub("", text)):
        return None
    if any(not values.get(name) for name in placeholders(text)):
        return None
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)


def placeholders(text: str) -> list[str]:
    """Return the names in the text, in order, each as often as it stands there."""
    return _PLACEHOLDER.findall(text)


def spoken_value(kind: str, value: str) -> str:
    """Return a stored value as callers hear it: `150` as `$150`, E.164 as a national number."""
    return _SPOKEN.get(kind, str)(value)


def _spoken_money(value: str) -> str:
    return value if value.startswith("$") else f"${value}"


def _spoken_phone(value: str) -> str:
    try:
        parsed = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


_SPOKEN = {"money": _spoken_money, "phone": _spoken_phone}
