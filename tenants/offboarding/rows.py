"""A row as a line of JSON and back, to the microsecond: no moment or number is rounded."""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from tenants.offboarding.kinds import Kind

_JSON_TYPES = (bool, int, float, str, list, dict)


class RestoreRefused(ValueError):
    """An archive is not restored; the message is one line that says why."""


def line_of(kind: Kind, row: Any) -> bytes:
    """Return the row's line, which is the same for the same row."""
    document = {field.name: _plain(field, row) for field in kind.fields}
    written = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return written.encode() + b"\n"


def row_of(kind: Kind, line: bytes, company_id: UUID) -> Any:
    """Return the unsaved row; raises `RestoreRefused` unless it is the company's and whole."""
    document = _document(kind, line)
    known = {field.name: field for field in kind.fields}
    unknown = sorted(document.keys() - known.keys())
    if unknown:
        raise RestoreRefused(f"{kind.label} has no field {unknown[0]} in this release.")
    row = kind.model()
    for name, value in document.items():
        setattr(row, known[name].attname, _value(kind, known[name], value))
    _require_owner(kind, row, company_id)
    return row


def _plain(field: Any, row: Any) -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(value, _JSON_TYPES):
        return value
    return field.value_to_string(row)


def _document(kind: Kind, line: bytes) -> dict[str, Any]:
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RestoreRefused(f"A line of {kind.label} is not JSON.") from error
    if not isinstance(document, dict) or not isinstance(document.get("id"), str):
        raise RestoreRefused(f"A line of {kind.label} is no row.")
    return document


def _value(kind: Kind, field: Any, value: Any) -> Any:
    try:
        return field.to_python(value)
    except (ValidationError, ValueError, TypeError, OverflowError) as error:
        raise RestoreRefused(f"{kind.label}.{field.name} holds what it cannot.") from error


def _require_owner(kind: Kind, row: Any, company_id: UUID) -> None:
    owner = getattr(row, "company_id", row.pk)
    if owner != company_id:
        raise RestoreRefused(f"{kind.label} {row.pk} is not a row of company {company_id}.")
