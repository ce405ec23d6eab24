"""A company's entries as a file that an import reads back unchanged."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from knowledge.cells import guarded, joined
from knowledge.entries import FIELDS, described
from knowledge.models import QuestionAnswer

COLUMNS = ("id", *FIELDS)
CHUNK_SIZE = 500


def stored_entries() -> Iterable[QuestionAnswer]:
    """Return the bound company's entries, held in memory a chunk at a time."""
    return QuestionAnswer.objects.iterator(CHUNK_SIZE)


def write_csv(entries: Iterable[QuestionAnswer]) -> str:
    """Return the entries as CSV; the mark at its beginning tells Excel that it is UTF-8."""
    text = io.StringIO(newline="")
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_cells(entry) for entry in entries)
    return text.getvalue()


def write_json(entries: Iterable[QuestionAnswer]) -> str:
    """Return the entries as a list of objects with the API's field names."""
    return json.dumps([_described(entry) for entry in entries], ensure_ascii=False, indent=2)


def _cells(entry: QuestionAnswer) -> list[str]:
    row = {**_described(entry), "alternatives": joined(entry.alternatives)}
    return [guarded(row[name]) for name in COLUMNS]


def _described(entry: QuestionAnswer) -> dict[str, Any]:
    return {"id": str(entry.id), **described(entry)}
