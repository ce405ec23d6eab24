"""A template's scenarios as CSV: a row each, for people who edit in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from templates_brain.cells import InvalidCell, cell_of
from templates_brain.documents import (
    Fault,
    InvalidDocument,
    TemplateScenarioDocument,
    faults_in,
    names_missing,
)
from templates_brain.drafts import resolved_document
from templates_brain.models import Template
from templates_brain.publishing import Published, load_template
from tenants.databases import atomic

Row = dict[str, Any]

FIRST_ROW = 2
CELL_MAX_CHARS = 2_000_000

_FIELDS = TemplateScenarioDocument().get_fields()
_CELLS = {name: cell_of(field) for name, field in _FIELDS.items()}
COLUMNS = tuple(_CELLS)
"""The columns, in the order of an export; an import takes any order, and may leave some out."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """One thing that is wrong with a spreadsheet; the row is as the spreadsheet counts, from 1."""

    row: int
    column: str
    message: str

    def as_document(self) -> dict[str, Any]:
        """Return the fault as the command prints it."""
        return {"row": self.row, "column": self.column, "message": self.message}

    def __str__(self) -> str:
        return f"row {self.row}, {self.column or 'the whole row'}: {self.message}"


class InvalidSpreadsheet(ValueError):
    """A spreadsheet is no list of scenarios; its text names the first fault, `faults` all."""

    def __init__(self, faults: Iterable[CellFault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda one: one.row))
        super().__init__(str(self.faults[0]))


def write_scenarios(scenarios: Iterable[Row]) -> str:
    """Return the scenarios of a document as CSV with a header."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(
        [cell.write(scenario[name]) for name, cell in _CELLS.items()] for scenario in scenarios
    )
    return text.getvalue()


def read_scenarios(text: str) -> list[Row]:
    """Return the scenarios that a CSV describes; raises `InvalidSpreadsheet` with every fault."""
    rows, faults = _read(text)
    if faults:
        raise InvalidSpreadsheet(faults)
    return rows


@atomic()
def load_scenarios(template: Template, text: str, *, actor: str, note: str = "") -> Published:
    """Make the CSV's scenarios the template's and publish it; raises `InvalidSpreadsheet`."""
    rows, faults = _read(text)
    document = {**resolved_document(template), "scenarios": rows}
    faults += (_in_cell(fault) for fault in faults_in(names_missing(document), ("scenarios",)))
    if faults:
        raise InvalidSpreadsheet(faults)
    try:
        return load_template(document, actor=actor, note=note)
    except InvalidDocument as error:
        places = {row["key"]: FIRST_ROW + place for place, row in enumerate(rows)}
        raise InvalidSpreadsheet(_in_cell(fault, places) for fault in error.faults) from error


def _read(text: str) -> tuple[list[Row], list[CellFault]]:
    header, *lines = _lines(text)
    faults = [CellFault(1, name, "There is no such column.") for name in _unknown(header)]
    rows: list[Row] = []
    for number, line in enumerate(lines, FIRST_ROW):
        if len(line) > len(header) and any(line[len(header) :]):
            faults.append(CellFault(number, "", "There are more cells than columns."))
        row, wrong = _scenario(number, dict(zip(header, line, strict=False)))
        faults += wrong or _refused(number, row)
        if row.get("key") in {one.get("key") for one in rows}:
            faults.append(CellFault(number, "key", "This key stands in an earlier row too."))
        rows.append(row)
    return rows, faults


def _lines(text: str) -> list[list[str]]:
    usual = csv.field_size_limit(CELL_MAX_CHARS)  # of the whole process
    try:
        lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as error:
        raise InvalidSpreadsheet([CellFault(1, "", f"This is no CSV: {error}.")]) from error
    finally:
        csv.field_size_limit(usual)
    if not lines:
        raise InvalidSpreadsheet([CellFault(1, "", "There is no header.")])
    return [lines[0], *(line for line in lines[1:] if any(line))]


def _unknown(header: list[str]) -> list[str]:
    return [
        name for place, name in enumerate(header) if name not in COLUMNS or name in header[:place]
    ]


def _scenario(number: int, cells: dict[str, str]) -> tuple[Row, list[CellFault]]:
    row: Row = {}
    faults: list[CellFault] = []
    for name, text in cells.items():
        if not text or name not in _CELLS:
            continue
        try:
            row[name] = _CELLS[name].read(text)
        except InvalidCell as error:
            faults.append(CellFault(number, name, str(error)))
    return row, faults


def _refused(number: int, row: Row) -> Iterator[CellFault]:
    schema = TemplateScenarioDocument(data=row)
    schema.is_valid()
    for fault in faults_in(schema.errors):
        yield _at(number, fault.place, fault.message)


def _in_cell(fault: Fault, rows: Mapping[str, int] = MappingProxyType({})) -> CellFault:
    """Return a document's fault at its cell; what is wrong beyond the scenarios has row 1."""
    match fault.place:
        case ("scenarios", int(position), *rest):
            return _at(FIRST_ROW + position, tuple(rest), fault.message)
        case (str(key),) if key in rows:
            return CellFault(rows[key], "", fault.message)
    return CellFault(1, "", str(fault))


def _at(number: int, place: tuple[str | int, ...], message: str) -> CellFault:
    column, *rest = place or ("",)
    steps = [f"item {step + 1}" if isinstance(step, int) else step for step in rest]
    where = f"{', '.join(steps)}: " if steps else ""
    return CellFault(number, str(column), f"{where}{message}")
