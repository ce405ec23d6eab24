"""A spreadsheet's cells: what an entry's values look like in one, and what a cell says.

A text that a spreadsheet would take for a formula has an apostrophe before it, which reading takes
off again. Alternatives stand in one cell with `|` between them; within one, `\\|` is a bar and
`\\\\` a backslash.
"""

import re
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_APOSTROPHE = "'"
_ITEM = re.compile(r"(?:\\[\\|]|[^|])+")
_ESCAPED = re.compile(r"\\([\\|])")


def guarded(text: str) -> str:
    """Return the text as a cell that no spreadsheet calculates."""
    return _APOSTROPHE + text if text.startswith((*_FORMULA, _APOSTROPHE)) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` made the cell of; any other cell is its own text."""
    is_guarded = cell.startswith(_APOSTROPHE) and cell[1:2] in (*_FORMULA, _APOSTROPHE)
    return cell[1:] if is_guarded and len(cell) > 1 else cell


def joined(alternatives: Iterable[str]) -> str:
    """Return alternatives as one text."""
    escaped = (one.replace("\\", "\\\\").replace("|", "\\|") for one in alternatives)
    return " | ".join(escaped)


def separated(text: str) -> list[str]:
    """Return the alternatives in a text, blank ones left out."""
    items = (_ESCAPED.sub(r"\1", item).strip() for item in _ITEM.findall(text))
    return [item for item in items if item]
