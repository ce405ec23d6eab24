"""A company's configuration as plain data, section by section: read from its rows, written back.

A state from before some field existed is completed with the field's usual value.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.dateparse import parse_datetime

from templates_brain.documents import (
    BehaviourDocument,
    CategoryDocument,
    ScenarioDocument,
    VariableDocument,
    columns_of,
    completed_rows,
)
from templates_brain.models import (
    Behaviour,
    FillerWord,
    Provenance,
    Scenario,
    ScenarioCategory,
    Section,
    Synonym,
    UrgencyKeyword,
    Variable,
)
from templates_brain.rows import write_rows
from tenants.tenant_model import TenantModel

Content = dict[str, Any]
Columns = dict[str, str]

SCENARIO_COLUMNS = columns_of(ScenarioDocument)
"""The document's field names, each with its column."""

_CATEGORY_COLUMNS = {**columns_of(CategoryDocument), "position": "position"}
_BEHAVIOUR_COLUMNS = {**columns_of(BehaviourDocument), "position": "position"}
_VARIABLE_COLUMNS = {
    **columns_of(VariableDocument),
    **{"position": "position", "value": "value"},
}
_PROVENANCE_FIELDS = (
    "template_id", "template_key", "template_version", "content_hash", "cloned_at", "cloned_by",
)  # fmt: skip
_WORDS: dict[str, tuple[type[TenantModel], Columns]] = {
    "fillerWords": (FillerWord, {"word": "word", "origin": "origin"}),
    "urgencyKeywords": (
        UrgencyKeyword,
        {"word": "word", "weight": "weight", "origin": "origin"},
    ),
    "synonyms": (Synonym, {"word": "word", "means": "means", "origin": "origin"}),
}


def read_section(section: str) -> Content:
    """Return one section of the bound company's configuration as JSON values."""
    return _READERS[Section(section)]()


def write_section(section: str, content: Content) -> None:
    """Make the bound company's rows of one section what the content says."""
    _WRITERS[Section(section)](completed_section(section, content))


def completed_section(section: str, content: Content) -> Content:
    """Return a section's content with what a state from before some field leaves out."""
    if section == Section.VARIABLES:
        return {"variables": completed_rows("variableDefinitions", content["variables"])}
    if section == Section.WORDS:
        return {field: content.get(field, []) for field in _WORDS}
    kinds = ("categories", "behaviours", "scenarios")
    rows = {kind: completed_rows(kind, content.get(kind, ())) for kind in kinds}
    unnoted = [{name: one[name] for name in one if name != "notes"} for one in rows["scenarios"]]
    return {"provenance": content["provenance"], **rows, "scenarios": unnoted}


def in_order(rows: Iterable[Content], *names: str) -> list[Content]:
    """Return rows in the order in which every section keeps them, whatever the database's is."""
    return sorted(rows, key=lambda row: [row[name] for name in names])


def read_scenario(row: Scenario) -> Content:
    """Return a company's scenario as a document, with whose it is."""
    columns = {name: getattr(row, column) for name, column in SCENARIO_COLUMNS.items()}
    return {
        **columns,
        "category": row.category.key,
        "origin": row.origin,
        "changedFields": row.changed_fields,
    }


def _read_variables() -> Content:
    return {"variables": in_order(_read(Variable, _VARIABLE_COLUMNS), "name")}


def _write_variables(content: Content) -> None:
    write_rows(Variable, ("name",), _as_columns(content["variables"], _VARIABLE_COLUMNS))


def _read_words() -> Content:
    return {
        field: in_order(_read(model, columns), "origin", "word")
        for field, (model, columns) in _WORDS.items()
    }


def _write_words(content: Content) -> None:
    for field, (model, columns) in _WORDS.items():
        write_rows(model, ("origin", "word"), _as_columns(content[field], columns))


def _read_scenarios() -> Content:
    rows = Scenario.objects.select_related("category").order_by()
    ordered = sorted(rows, key=lambda row: (row.position, row.key))
    provenance = Provenance.objects.values(*_PROVENANCE_FIELDS).first()
    return {
        "provenance": json.loads(json.dumps(provenance, cls=DjangoJSONEncoder)),
        "categories": in_order(_read(ScenarioCategory, _CATEGORY_COLUMNS), "position", "key"),
        "behaviours": in_order(_read(Behaviour, _BEHAVIOUR_COLUMNS), "position", "key"),
        "scenarios": [read_scenario(row) for row in ordered],
    }


def _write_scenarios(content: Content) -> None:
    wanted = _as_columns(content["categories"], _CATEGORY_COLUMNS)
    write_rows(ScenarioCategory, ("key",), wanted, is_pruning=False)
    write_rows(Behaviour, ("key",), _as_columns(content["behaviours"], _BEHAVIOUR_COLUMNS))
    categories = {row.key: row for row in ScenarioCategory.objects.all()}
    rows = [
        {**_scenario_columns(document), "category": categories[document["category"]]}
        for document in content["scenarios"]
    ]
    write_rows(Scenario, ("key",), [{**row, "position": place} for place, row in enumerate(rows)])
    ScenarioCategory.objects.exclude(key__in=[row["key"] for row in wanted]).delete()
    _write_provenance(content["provenance"])


def _write_provenance(content: Content | None) -> None:
    rows = [content] if content else []
    write_rows(
        Provenance,
        (),
        [
            {
                **row,
                "template_id": UUID(row["template_id"]),
                "cloned_at": parse_datetime(row["cloned_at"]),
            }
            for row in rows
        ],
    )


def _scenario_columns(document: Content) -> Content:
    columns = {column: document[name] for name, column in SCENARIO_COLUMNS.items()}
    return {
        **columns,
        "origin": document["origin"],
        "changed_fields": document["changedFields"],
    }


def _read(model: type[TenantModel], columns: Columns) -> list[Content]:
    rows = model.objects.order_by().values(*columns.values())
    return [{name: row[column] for name, column in columns.items()} for row in rows]


def _as_columns(rows: Iterable[Content], columns: Columns) -> list[Content]:
    return [{column: row[name] for name, column in columns.items()} for row in rows]


_READERS: dict[str, Callable[[], Content]] = {
    Section.VARIABLES: _read_variables,
    Section.WORDS: _read_words,
    Section.SCENARIOS: _read_scenarios,
}
_WRITERS: dict[str, Callable[[Content], None]] = {
    Section.VARIABLES: _write_variables,
    Section.WORDS: _write_words,
    Section.SCENARIOS: _write_scenarios,
}
