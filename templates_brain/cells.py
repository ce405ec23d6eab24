"""A spreadsheet's cells: what a field's value looks like in one, and what a cell says.

A list of texts stands one item a line; what lines cannot tell stands as JSON. A text that a
spreadsheet would take for a formula has an apostrophe before it, which reading takes away.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_APOSTROPHE = "'"


class InvalidCell(ValueError):
    """A cell does not hold what its column is for; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The form of one column: to a cell's text and back."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


def cell_of(field: serializers.Field[Any, Any, Any, Any]) -> Cell:
    """Return the form in which values of a schema's field stand in a cell."""
    if isinstance(field, serializers.ListField):
        return _LINES
    if isinstance(field, serializers.DictField | serializers.BaseSerializer):
        return _JSON
    if isinstance(field, serializers.BooleanField):
        return _FLAG
    if isinstance(field, serializers.IntegerField | serializers.FloatField):
        return _NUMBER
    return _TEXT


def parsed(text: str) -> Any:
    """Return what JSON says; raises `InvalidCell` for what is none."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise InvalidCell("This is not JSON.") from error


def _guarded(text: str) -> str:
    return _APOSTROPHE + text if text.startswith((*_FORMULA, _APOSTROPHE)) else text


def _unguarded(text: str) -> str:
    is_guarded = text.startswith(_APOSTROPHE) and text[1:2] in (*_FORMULA, _APOSTROPHE)
    return text[1:] if is_guarded and len(text) > 1 else text


def _write_lines(items: list[str]) -> str:
    text = "\n".join(items)
    return _guarded(text if _read_lines(text) == items else _write_json(items))


def _read_lines(text: str) -> Any:
    items = _json_list(text)
    if items is not None:
        return items
    return [line.strip() for line in text.split("\n") if line.strip()]


def _json_list(text: str) -> list[Any] | None:
    """Return the list that the cell is written as, or None where it is lines."""
    try:
        value = parsed(text) if text.startswith("[") else None
    except InvalidCell:
        return None
    return value if isinstance(value, list) else None


def _write_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""


def _read_flag(text: str) -> bool:
    if text.strip().lower() not in ("true", "false"):
        raise InvalidCell("Write true or false.")
    return text.strip().lower() == "true"


def _read_number(text: str) -> int | float:
    number = parsed(text)
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise InvalidCell("Write a number.")
    return number


def _refuse(constant: str) -> None:
    raise ValueError(constant)


_LINES = Cell(_write_lines, lambda text: _read_lines(_unguarded(text)))
_JSON = Cell(_write_json, parsed)
_FLAG = Cell(lambda value: "true" if value else "false", _read_flag)
_NUMBER = Cell(lambda value: "" if value is None else repr(value), _read_number)
_TEXT = Cell(_guarded, _unguarded)
