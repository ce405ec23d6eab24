"""What an import consists of, and what can be wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rest_framework.exceptions import APIException

FAULTS_MAX = 500
"""From so many on, no further row is read; whoever has more mends these first."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it was given: which row or line it began in, from 1, and what stood there.

    `fault` tells what is wrong with the row as such.
    """

    number: int
    values: Any
    fault: str = ""


@dataclass(frozen=True, slots=True)
class RowFault:
    """One thing that is wrong with a row, by the field's name in the API, if it is a field's."""

    row: int
    field: str
    message: str

    def as_document(self) -> dict[str, Any]:
        """Return the fault as the API tells it."""
        return {"row": self.row, "field": self.field, "message": self.message}


class InvalidRows(APIException):
    """400: an import cannot be read, or some of its rows are not valid; nothing is written."""

    status_code = 400
    default_code = "invalid"
    default_detail = "Some rows are not valid, so nothing was imported."

    def __init__(self, faults: Iterable[RowFault]) -> None:
        super().__init__()
        self.details = {"rows": [fault.as_document() for fault in faults]}
