"""Calls in a file: CSV for spreadsheets, JSON for programs."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet

from telephony.models import Call
from tenants.errors import RefusedByRule

MOST_CALLS = 10_000
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def calls_for_a_file(calls: QuerySet[Call]) -> list[Call]:
    """Return the calls; raises `RefusedByRule` where there are more than one file takes."""
    chosen = list(calls[: MOST_CALLS + 1])
    if len(chosen) > MOST_CALLS:
        raise RefusedByRule(f"There are more than {MOST_CALLS} calls; narrow them by from and to.")
    return chosen


def as_csv(names: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Return the rows under their names; no cell is a formula to a spreadsheet."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return sheet.getvalue()


def _cell(value: object) -> object:
    """Return the value; a text that a spreadsheet would work out goes behind an apostrophe."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
