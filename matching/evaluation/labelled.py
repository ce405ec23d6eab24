"""Utterances with what their callers wanted, read from JSON lines."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FIELDS = {"text", "expects", "accepts", "trade", "label"}


class LabelledError(ValueError):
    """A labelled file is not what can be evaluated; the text is one sentence."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An utterance, the ids asked for in their order (none: out of scope), others as good."""

    text: str
    expects: tuple[str, ...] = ()
    accepts: frozenset[str] = frozenset()
    trade: str = ""

    @property
    def is_in_scope(self) -> bool:
        """Whether anything was asked for that could be answered."""
        return bool(self.expects)

    @property
    def is_two_in_one(self) -> bool:
        """Whether more than one thing was asked for."""
        return len(self.expects) > 1


def read_labelled(lines: Iterable[str | bytes]) -> list[Labelled]:
    """Return the utterances of a file's lines; LabelledError names the line at fault."""
    return [_read_line(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _read_line(number: int, line: str | bytes) -> Labelled:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LabelledError(f"line {number} is not JSON in UTF-8.") from error
    try:
        return labelled_of(values)
    except LabelledError as error:
        raise LabelledError(f"line {number}: {error}") from None


def labelled_of(values: Any) -> Labelled:
    """Return the utterance that an object describes, by `expects` or by one `label`."""
    if not isinstance(values, dict):
        raise LabelledError("it must be an object.")
    for name in values.keys() - FIELDS:
        raise LabelledError(f"there is an unknown field {name!r}.")
    if ("expects" in values) == ("label" in values):
        raise LabelledError('it needs either "expects" or "label".')
    expects, accepts = _expects(values), frozenset(_ids(values, "accepts"))
    if accepts and not expects:
        raise LabelledError("accepts needs something in expects.")
    return Labelled(_text(values, "text"), expects, accepts, _text(values, "trade", default=""))


def _expects(values: Mapping[str, Any]) -> tuple[str, ...]:
    if "expects" in values:
        return _ids(values, "expects")
    return () if values["label"] is None else (_text(values, "label"),)


def _ids(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    ids = values.get(name, [])
    if not isinstance(ids, list) or not all(isinstance(one, str) and one for one in ids):
        raise LabelledError(f"{name} must be a list of ids.")
    return tuple(ids)


def _text(values: Mapping[str, Any], name: str, default: str | None = None) -> str:
    text = values.get(name, default)
    if not isinstance(text, str) or (default is None and not text.strip()):
        raise LabelledError(f"{name} must be a text.")
    return text
