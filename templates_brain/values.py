"""A variable's value: of its type, and within what its definition asks."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import phonenumbers
import re2
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from templates_brain.models.fields import VariableType
from templates_brain.patterns import pattern_fault

VALUE_MAX_CHARS = 1000
NUMERIC = frozenset({VariableType.MONEY, VariableType.NUMBER})
FACTS = frozenset(
    {
        *(VariableType.PHONE, VariableType.EMAIL, VariableType.URL),
        *(VariableType.MONEY, VariableType.HOURS, VariableType.ADDRESS),
    }
)
"""The types whose values nobody can know for a company: such a variable has no default."""

_MONEY = re.compile(r"\$?([0-9]{1,3}(,[0-9]{3}){1,4}|[0-9]{1,15})(\.[0-9]{2})?")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_MARKUP = frozenset("{}<>")
_BREAKS = frozenset("\t\n")
_UNSPEAKABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's categories of what is not seen: controls, zero widths, directions, half characters."""

Validation = Mapping[str, Any]


def checked_value(
    kind: str, value: object, choices: Sequence[str], validation: Validation | None = None
) -> str:
    """Return the value as it is stored; raises Django's `ValidationError` with the reason."""
    if not isinstance(value, str):
        raise ValidationError("This must be a text.")
    cleaned = value.strip()
    if len(cleaned) > VALUE_MAX_CHARS:
        raise ValidationError(f"This is longer than {VALUE_MAX_CHARS} characters.")
    if not all(map(_is_speakable, cleaned)):
        raise ValidationError("Braces, angle brackets and control characters cannot be spoken.")
    if not cleaned:
        return cleaned
    if kind == VariableType.ENUM and cleaned not in choices:
        raise ValidationError(f"This must be one of {', '.join(choices)}.")
    stored = _CHECKS.get(kind, str)(cleaned)
    for rule, limit in (validation or {}).items():
        _RULES[rule](stored, limit)
    return stored


def validation_fault(kind: str, validation: Validation) -> str | None:
    """Return why a definition's rules make no sense for its type, or None."""
    if validation.keys() & {"min", "max"} and kind not in NUMERIC:
        return "Only a number and an amount have a min and a max."
    for least, most in (("min", "max"), ("minLength", "maxLength")):
        if validation.get(least, 0) > validation.get(most, float("inf")):
            return f"{least} is above {most}."
    return pattern_fault(validation.get("pattern", ""))


def default_fault(definition: Mapping[str, Any]) -> str | None:
    """Return why a definition may not have the default that it has, or None."""
    if definition["required"]:
        return "What is required comes from the company: it has no default."
    if definition["type"] in FACTS:
        return f"A company's {definition['type']} is a fact that nobody knows for it: no default."
    facts = (definition["choices"], definition["validation"])
    try:
        checked_value(definition["type"], definition["default"], *facts)
    except ValidationError as error:
        return " ".join(error.messages)
    return None


def _is_speakable(char: str) -> bool:
    return char not in _MARKUP and (
        char in _BREAKS or unicodedata.category(char) not in _UNSPEAKABLE
    )


def _checked_money(value: str) -> str:
    if not _MONEY.fullmatch(value):
        raise ValidationError("Write an amount such as 150 or $150.")
    return value


def _checked_number(value: str) -> str:
    if not _NUMBER.fullmatch(value):
        raise ValidationError("Write a number such as 12 or 4.5.")
    return value


def _checked_phone(value: str) -> str:
    try:
        parsed = phonenumbers.parse(value, "US")
    except phonenumbers.NumberParseException as error:
        raise ValidationError("Write a phone number such as +12395550100.") from error
    if parsed.extension or not phonenumbers.is_possible_number(parsed):
        raise ValidationError("Write a phone number such as +12395550100.")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _checked_email(value: str) -> str:
    validate_email(value)
    return value


def _checked_url(value: str) -> str:
    URLValidator(schemes=["http", "https"])(value)
    return value


def _follow_pattern(value: str, pattern: str) -> None:
    if not re2.fullmatch(pattern, value):
        raise ValidationError("This is not written as it has to be.")


def _be_at_least(value: str, least: float) -> None:
    if _amount(value) < Decimal(str(least)):
        raise ValidationError(f"This must be at least {least:g}.")


def _be_at_most(value: str, most: float) -> None:
    if _amount(value) > Decimal(str(most)):
        raise ValidationError(f"This must be at most {most:g}.")


def _be_as_long(value: str, least: int) -> None:
    if len(value) < least:
        raise ValidationError(f"This must have at least {least} characters.")


def _be_as_short(value: str, most: int) -> None:
    if len(value) > most:
        raise ValidationError(f"This must have at most {most} characters.")


def _amount(value: str) -> Decimal:
    return Decimal(value.replace("$", "").replace(",", ""))


_CHECKS: dict[str, Callable[[str], str]] = {
    VariableType.MONEY: _checked_money,
    VariableType.NUMBER: _checked_number,
    VariableType.PHONE: _checked_phone,
    VariableType.EMAIL: _checked_email,
    VariableType.URL: _checked_url,
}
_RULES: dict[str, Callable[[str, Any], None]] = {
    "pattern": _follow_pattern,
    "min": _be_at_least,
    "max": _be_at_most,
    "minLength": _be_as_long,
    "maxLength": _be_as_short,
}
