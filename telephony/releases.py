"""Documents that another release may have written, during a rollout or before it."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

Kind = TypeVar("Kind")


def known(kind: type[Kind], document: Mapping[str, Any]) -> Kind:
    """Return the dataclass of a document, without what only a newer release knows.

    Raises `TypeError` where a member is missing that has no default.
    """
    names = {one.name for one in fields(kind)}  # type: ignore[arg-type]  # a dataclass
    return kind(**{name: value for name, value in document.items() if name in names})
