"""What people import, read into rows: a spreadsheet's CSV, JSON, or text that they pasted."""

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import Any

from knowledge.cells import separated, unguarded
from knowledge.pasted import read_pasted
from knowledge.rows import InvalidRows, Row, RowFault

ROWS_MAX = 10_000
DELIMITERS = ",;\t"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_JSON = re.compile(r"\s*(\{|\[\s*[{\]])")
_SEPARATOR = re.compile(r"sep=([,;\t])\r?\n")
"""What Excel writes before the header to name the delimiter."""

_NAMES = {
    "id": ("id",),
    "question": ("question", "questions", "q"),
    "alternatives": ("alternatives", "alternative", "alternativequestions", "variations"),
    "answer": ("answer", "answers", "a", "reply", "response"),
    "category": ("category", "categories", "topic"),
    "status": ("status", "state"),
}
_COLUMNS = {written: name for name, ways in _NAMES.items() for written in ways}
_CELLS: dict[str, Callable[[str], Any]] = {
    "alternatives": lambda cell: separated(unguarded(cell)),
    "status": lambda cell: cell.strip().lower(),
    "id": str.strip,
}
_EMPTY_IS_ABSENT = frozenset({"id", "status"})


def read_file(content: bytes, name: str, content_type: str) -> list[Row]:
    """Return the rows of a file, by its name, else by its type, else by what stands in it.

    Raises `InvalidRows` for what cannot be read.
    """
    text, ending = _decoded(content), name.lower().rpartition(".")[2]
    if ending == "json" or content_type == "application/json":
        return _counted(_read_json(text))
    if ending in ("csv", "tsv"):
        return _counted(_read_table(text))
    return read_text(text)


def read_text(text: str) -> list[Row]:
    """Return the rows of a text; raises `InvalidRows` for what cannot be read."""
    text = text.removeprefix("\ufeff")
    if _JSON.match(text):
        return _counted(_read_json(text))
    return _counted(_read_table(text) if _has_header(text) else read_pasted(text))


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(_UTF16) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable("This is no text in UTF-8 or in Windows' encoding.")


def _read_json(text: str) -> Iterator[Row]:
    try:
        entries = json.loads(text)
        json.dumps(entries, ensure_ascii=False).encode()  # a surrogate on its own is no text
    except (ValueError, RecursionError) as error:
        raise _unreadable("This is no JSON that can be read.") from error
    if not isinstance(entries, list):
        raise _unreadable("Write a list of objects with question and answer.")
    return (Row(number, entry) for number, entry in enumerate(entries, start=1))


def _read_table(text: str) -> Iterator[Row]:
    named = _SEPARATOR.match(text)
    body = text[named.end() :] if named else text
    records = _records(body, named[1] if named else _delimiter(body))
    columns = _columns(next(records, []))
    for number, cells in enumerate(records, start=2):
        if any(cell.strip() for cell in cells):
            yield _row(number, columns, cells)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        fault = RowFault(reader.line_num, "", f"This line is no CSV: {error}.")
        raise InvalidRows([fault]) from error


def _delimiter(text: str) -> str:
    """Return the delimiter under which the header names most columns."""
    header = text.lstrip("\r\n").partition("\n")[0]
    return max(DELIMITERS, key=lambda one: sum(map(bool, map(_column, header.split(one)))))


def _has_header(text: str) -> bool:
    header = text.lstrip("\r\n").partition("\n")[0]
    names = {_column(name) for name in header.split(_delimiter(text))}
    return bool(_SEPARATOR.match(text)) or {"question", "answer"} <= names


def _column(written: str) -> str | None:
    """Return the field that a heading names, without regard to case, blanks and marks."""
    return _COLUMNS.get(re.sub(r"[\W_]", "", written).lower())


def _columns(header: list[str]) -> list[str | None]:
    columns = [_column(written) for written in header]
    faults = [
        RowFault(1, written, "There is no such column.")
        for written, column in zip(header, columns, strict=True)
        if column is None and written.strip()
    ]
    named = [column for column in columns if column]
    faults += [
        RowFault(1, name, "This column stands here twice.")
        for name in sorted({name for name in named if named.count(name) > 1})
    ]
    if not {"question", "id"} & {*named}:
        faults.append(RowFault(1, "question", "There is no column of this name."))
    if faults:
        raise InvalidRows(faults)
    return columns


def _row(number: int, columns: list[str | None], cells: list[str]) -> Row:
    """Return the row of a line; what stands under no heading is its fault."""
    values: dict[str, Any] = {}
    fault = ""
    for column, cell in zip_longest(columns, cells):
        if column is None and (cell or "").strip():
            fault = "There are more cells than columns."
        elif column and cell is not None and (cell.strip() or column not in _EMPTY_IS_ABSENT):
            values[column] = _CELLS.get(column, unguarded)(cell)
    return Row(number, values, fault)


def _counted(rows: Iterable[Row]) -> list[Row]:
    counted: list[Row] = []
    for row in rows:
        counted.append(row)
        if len(counted) > ROWS_MAX:
            raise InvalidRows([RowFault(row.number, "", f"At most {ROWS_MAX:,} rows at once.")])
    if not counted:
        raise _unreadable("There is nothing to import here.")
    return counted


def _unreadable(message: str) -> InvalidRows:
    return InvalidRows([RowFault(1, "", message)])
