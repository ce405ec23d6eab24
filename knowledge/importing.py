"""Entries brought in together: all of them, or none.

A row with an `id` changes that entry, one without changes the entry with the same question,
compared without case, and any other is a new entry. What a row does not name stays.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework.exceptions import ValidationError

from knowledge.entries import FIELDS, merge, new_entry, require_room
from knowledge.models import QuestionAnswer
from knowledge.rows import FAULTS_MAX, InvalidRows, Row, RowFault
from knowledge.serializers import ExportedQuestionAnswerSerializer
from tenants.audit import record
from tenants.databases import atomic

BATCH_SIZE = 1_000
UPDATE_BATCH_SIZE = 100
"""Smaller, because each row of an update is looked for among all of its batch."""

_REQUIRED = ("question", "answer")


@dataclass(slots=True)
class Plan:
    """What an import would write, by the row's number, and what is wrong with it.

    `known` are the company's entries, changed as planned; `changed` are the fields that differ in
    any of those updated.
    """

    known: list[QuestionAnswer]
    created: dict[int, QuestionAnswer] = field(default_factory=dict)
    updated: dict[int, QuestionAnswer] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    unchanged: int = 0
    faults: list[RowFault] = field(default_factory=list)

    @property
    def entries(self) -> dict[int, QuestionAnswer]:
        """Return the entries that are written."""
        return {**self.created, **self.updated}


def plan_import(rows: list[Row]) -> Plan:
    """Return what the rows come to, with nothing written; it ends after many faults."""
    plan = Plan(list(QuestionAnswer.objects.all()))
    known = _Known(plan.known)
    schema = ExportedQuestionAnswerSerializer(partial=True)
    for row in rows:
        if len(plan.faults) >= FAULTS_MAX:
            break
        if row.fault:
            plan.faults.append(RowFault(row.number, "", row.fault))
        try:
            _plan_row(plan, known, row.number, schema.run_validation(row.values))
        except ValidationError as error:
            plan.faults += _faults(row.number, error.detail)
    return plan


@atomic()
def import_entries(plan: Plan, *, actor: str) -> None:
    """Write what was planned; raises `InvalidRows` where a row is not valid."""
    if plan.faults:
        raise InvalidRows(plan.faults)
    if not plan.entries:
        return
    QuestionAnswer.objects.bulk_create(plan.created.values(), BATCH_SIZE)
    _update(list(plan.updated.values()), sorted(plan.changed))
    require_room()
    record(actor, "knowledge_imported", created=len(plan.created), updated=len(plan.updated))


def _update(entries: list[QuestionAnswer], names: list[str]) -> None:
    if entries:
        QuestionAnswer.objects.bulk_update(entries, names, UPDATE_BATCH_SIZE)
        written = QuestionAnswer.objects.filter(pk__in=[entry.pk for entry in entries])
        written.update(updated_at=timezone.now())


class _Known:
    """The company's entries, by id and by question, and which row has named each."""

    def __init__(self, entries: list[QuestionAnswer]) -> None:
        self.by_id = {entry.id: entry for entry in entries}
        self.by_question = {_folded(entry.question): entry for entry in entries}
        self.times = Counter(_folded(entry.question) for entry in entries)
        self.named: dict[UUID | str, int] = {}

    def find(self, given: Mapping[str, Any]) -> QuestionAnswer | None:
        """Return the entry that a row means, or None for a new one."""
        if "id" in given:
            if given["id"] not in self.by_id:
                raise ValidationError({"id": ["There is no such entry."]})
            return self.by_id[given["id"]]
        asked = _folded(given.get("question", ""))
        if self.times[asked] > 1:
            raise ValidationError({"question": ["Several entries ask this: name one by its id."]})
        return self.by_question.get(asked)

    def claim(self, key: UUID | str, number: int) -> None:
        """Note that a row names an entry or a new question, which no other row may."""
        first = self.named.setdefault(key, number)
        if first != number:
            raise ValidationError({"question": [f"Row {first} is about the same entry."]})


def _plan_row(plan: Plan, known: _Known, number: int, given: dict[str, Any]) -> None:
    entry = known.find(given)
    values = {name: value for name, value in given.items() if name in FIELDS}
    if entry is None:
        _require(values)
        known.claim(_folded(values["question"]), number)
        plan.created[number] = new_entry(values)
        return
    known.claim(entry.id, number)
    if changed := merge(entry, values):
        plan.updated[number] = entry
        plan.changed.update(changed)
    else:
        plan.unchanged += 1


def _require(values: Mapping[str, Any]) -> None:
    missing = [name for name in _REQUIRED if name not in values]
    if missing:
        raise ValidationError({name: ["This field is required."] for name in missing})


def _folded(question: str) -> str:
    return question.casefold()


def _faults(number: int, detail: Any) -> Iterator[RowFault]:
    by_field = detail if isinstance(detail, dict) else {"nonFieldErrors": detail}
    for name, errors in by_field.items():
        if isinstance(errors, dict):
            for place, messages in errors.items():
                yield RowFault(number, name, f"item {place + 1}: {' '.join(messages)}")
        else:
            yield RowFault(number, "" if name == "nonFieldErrors" else name, " ".join(errors))
