"""What may stand on record: JSON, without the values of anything that is named like a secret."""

import math
import re
from collections.abc import Mapping
from typing import Any

MASK = "(not recorded)"

_SECRET_NAME = re.compile(r"(?i:token|passw|secret|credential)|(?i:key)s?(?![a-z])")
_NAMED_LIKE_ONE = frozenset(
    {"key", "keys", "scenarioKey", "scenarioKeys", "templateKey", "hasAuthToken"}
)


def recordable(value: Any) -> Any:
    """Return a value as JSON that any database keeps as it is, with secrets masked by name.

    Names that look like a secret's and are none stand on a list; a new one has to be added there.
    """
    if isinstance(value, Mapping):
        return {_text(name): _member(str(name), one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [recordable(one) for one in value]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    return _text(value)


def _member(name: str, value: Any) -> Any:
    is_secret = name not in _NAMED_LIKE_ONE and _SECRET_NAME.search(name)
    return MASK if is_secret else recordable(value)


def _text(value: object) -> str:
    """Return the value as a text without half characters and NUL, which PostgreSQL refuses."""
    return str(value).encode(errors="replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
