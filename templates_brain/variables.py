"""A company's values: read, and changed by merging."""

import re
from collections.abc import Callable, Mapping

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from rest_framework import serializers

from templates_brain.history import keep_state, record_change
from templates_brain.models import Section, Variable
from templates_brain.models.fields import VariableType

VALUE_MAX_CHARS = 1000
_MONEY = re.compile(r"^\$?(\d{1,3}(,\d{3})+|\d+)(\.\d{2})?$")
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
_UNSPEAKABLE = re.compile(r"[{}<>\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def variable_values() -> dict[str, str]:
    """Return the bound company's values by name, those that are filled in."""
    return dict(Variable.objects.exclude(value="").values_list("name", "value"))


def merge_variables(changes: Mapping[str, object], *, actor: str) -> dict[str, str]:
    """Merge values into the bound company's and return all of them; None removes one.

    Raises DRF's `ValidationError` with every name at fault, and then nothing is written.
    """
    keep_state()
    rows = {row.name: row for row in Variable.objects.all() if row.name in changes}
    checked, faults = _checked(rows, changes)
    if faults:
        raise serializers.ValidationError(faults)
    changed = [rows[name] for name, value in checked.items() if rows[name].value != value]
    for row in changed:
        row.value = checked[row.name]
    if changed:
        Variable.objects.bulk_update(changed, ["value"])
        names = sorted(row.name for row in changed)
        record_change(actor, "variables_changed", [Section.VARIABLES], names=names)
    return variable_values()


def checked_value(kind: str, value: object, choices: list[str]) -> str:
    """Return the value as it is stored; raises Django's `ValidationError` for a wrong type."""
    if not isinstance(value, str):
        raise ValidationError("This must be a text.")
    cleaned = value.strip()
    if len(cleaned) > VALUE_MAX_CHARS:
        raise ValidationError(f"This is longer than {VALUE_MAX_CHARS} characters.")
    if _UNSPEAKABLE.search(cleaned):
        raise ValidationError("Braces, angle brackets and control characters cannot be spoken.")
    if kind == VariableType.ENUM and cleaned and cleaned not in choices:
        raise ValidationError(f"This must be one of {', '.join(choices)}.")
    check = _CHECKS.get(kind)
    return check(cleaned) if check and cleaned else cleaned


def _checked(
    rows: Mapping[str, Variable], changes: Mapping[str, object]
) -> tuple[dict[str, str], dict[str, list[str]]]:
    checked: dict[str, str] = {}
    faults: dict[str, list[str]] = {}
    for name, value in changes.items():
        row = rows.get(name)
        if row is None:
            faults[name] = ["There is no such variable."]
            continue
        try:
            checked[name] = "" if value is None else checked_value(row.type, value, row.choices)
        except ValidationError as error:
            faults[name] = error.messages
    return checked, faults


def _checked_money(value: str) -> str:
    if not _MONEY.match(value):
        raise ValidationError("Write an amount such as 150 or $150.")
    return value


def _checked_number(value: str) -> str:
    if not _NUMBER.match(value):
        raise ValidationError("Write a number such as 12 or 4.5.")
    return value


def _checked_phone(value: str) -> str:
    try:
        parsed = phonenumbers.parse(value, "US")
    except phonenumbers.NumberParseException as error:
        raise ValidationError("Write a phone number such as +12395550100.") from error
    if not phonenumbers.is_possible_number(parsed):
        raise ValidationError("Write a phone number such as +12395550100.")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _checked_email(value: str) -> str:
    validate_email(value)
    return value


def _checked_url(value: str) -> str:
    URLValidator(schemes=["http", "https"])(value)
    return value


_CHECKS: dict[str, Callable[[str], str]] = {
    VariableType.MONEY: _checked_money,
    VariableType.NUMBER: _checked_number,
    VariableType.PHONE: _checked_phone,
    VariableType.EMAIL: _checked_email,
    VariableType.URL: _checked_url,
}
