"""Dataclasses as JSON text and back, by the types of their fields."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

T = TypeVar("T")

_FROM_TEXT: dict[Any, Any] = {
    UUID: UUID,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
}


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        """Keep a moment's microseconds, which Django's own encoder cuts."""
        return o.isoformat() if isinstance(o, date | time) else super().default(o)


def document_of(value: Any) -> str:
    """Return a dataclass instance as JSON text."""
    return json.dumps(asdict(value), cls=_Encoder)


def value_of(kind: type[T], document: str) -> T:
    """Return the instance that `document_of` wrote.

    Names that the class doesn't have are left out, fields that the text lacks have their defaults:
    what an older or a newer version of the code has written is read.
    """
    value: T = _rebuilt(kind, json.loads(document))
    return value


def _rebuilt(kind: Any, value: Any) -> Any:
    """Return the value as its type would have it; what no rule is for stays as it is."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return value if value is None else _rebuilt(_besides_none(inner), value)
    if origin in {tuple, list, set, frozenset}:
        return origin(_items(origin, inner, value))
    if origin in {dict, Mapping}:
        return {key: _rebuilt(inner[1], one) for key, one in value.items()}
    if is_dataclass(kind):
        return _instance(kind, value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return _FROM_TEXT[kind](value) if kind in _FROM_TEXT else value


def _besides_none(kinds: tuple[Any, ...]) -> Any:
    return next(kind for kind in kinds if kind is not NoneType)


def _items(origin: Any, inner: tuple[Any, ...], values: list[Any]) -> list[Any]:
    """Return a collection's items; a tuple of fixed length has a type for each."""
    if origin is tuple and inner[-1] is not Ellipsis:
        return [_rebuilt(kind, one) for kind, one in zip(inner, values, strict=True)]
    return [_rebuilt(inner[0], one) for one in values]


def _instance(kind: Any, value: dict[str, Any]) -> Any:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind) if field.init and field.name in value]
    return kind(**{name: _rebuilt(hints[name], value[name]) for name in names})
