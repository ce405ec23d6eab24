"""A company's configuration as plain data, section by section: read from its rows, written back.

Writing compares first: rows that stand as they should are left alone.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.dateparse import parse_datetime

from templates_brain.documents import ScenarioDocument
from templates_brain.models import (
    FillerWord,
    Provenance,
    Scenario,
    ScenarioCategory,
    Section,
    UrgencyKeyword,
    Variable,
)
from tenants.tenant_model import TenantModel

Content = dict[str, Any]

_VARIABLE_FIELDS = (
    "name", "label", "type", "required", "category", "example", "choices", "position", "value",
)  # fmt: skip
_CATEGORY_FIELDS = ("key", "name", "position")
_PROVENANCE_FIELDS = (
    "template_id", "template_key", "template_version", "content_hash", "cloned_at", "cloned_by",
)  # fmt: skip
SCENARIO_COLUMNS = {
    name: field.source or name for name, field in ScenarioDocument().get_fields().items()
}
"""The document's field names, each with its column."""


def read_section(section: str) -> Content:
    """Return one section of the bound company's configuration as JSON values."""
    return json.loads(json.dumps(_READERS[Section(section)](), cls=DjangoJSONEncoder))  # type: ignore[no-any-return]


def write_section(section: str, content: Content) -> None:
    """Make the bound company's rows of one section what the content says."""
    _WRITERS[Section(section)](content)


def _read_variables() -> Content:
    return {"variables": list(Variable.objects.order_by("name").values(*_VARIABLE_FIELDS))}


def _write_variables(content: Content) -> None:
    _write(Variable, ("name",), content["variables"])


def _read_words() -> Content:
    fillers = FillerWord.objects.order_by("origin", "word").values("word", "origin")
    urgency = UrgencyKeyword.objects.order_by("origin", "word").values("word", "weight", "origin")
    return {"fillerWords": list(fillers), "urgencyKeywords": list(urgency)}


def _write_words(content: Content) -> None:
    _write(FillerWord, ("origin", "word"), content["fillerWords"])
    _write(UrgencyKeyword, ("origin", "word"), content["urgencyKeywords"])


def _read_scenarios() -> Content:
    rows = Scenario.objects.select_related("category").order_by("position", "key")
    provenance = Provenance.objects.values(*_PROVENANCE_FIELDS).first()
    return {
        "provenance": provenance,
        "categories": list(
            ScenarioCategory.objects.order_by("position", "key").values(*_CATEGORY_FIELDS)
        ),
        "scenarios": [read_scenario(row) for row in rows],
    }


def _write_scenarios(content: Content) -> None:
    wanted = [row["key"] for row in content["categories"]]
    _write(ScenarioCategory, ("key",), content["categories"], is_pruning=False)
    categories = {row.key: row for row in ScenarioCategory.objects.all()}
    rows = [
        {**_scenario_columns(document), "category": categories[document["category"]]}
        for document in content["scenarios"]
    ]
    _write(Scenario, ("key",), [{**row, "position": place} for place, row in enumerate(rows)])
    ScenarioCategory.objects.exclude(key__in=wanted).delete()
    _write_provenance(content["provenance"])


def _write_provenance(content: Content | None) -> None:
    rows = [{**content, "cloned_at": parse_datetime(content["cloned_at"])}] if content else []
    _write(Provenance, (), rows)


def read_scenario(row: Scenario) -> Content:
    """Return a company's scenario as a document, with whose it is."""
    columns = {name: getattr(row, column) for name, column in SCENARIO_COLUMNS.items()}
    return {
        **columns,
        "category": row.category.key,
        "origin": row.origin,
        "changedFields": row.changed_fields,
    }


def _scenario_columns(document: Content) -> Content:
    columns = {column: document[name] for name, column in SCENARIO_COLUMNS.items()}
    return {
        **columns,
        "origin": document["origin"],
        "changed_fields": document["changedFields"],
    }


def _write(
    model: type[TenantModel],
    key_fields: tuple[str, ...],
    wanted: list[Content],
    *,
    is_pruning: bool = True,
) -> None:
    """Create, change and delete rows until they are the wanted ones, told apart by their key."""
    standing = {_key(vars_of(row, key_fields), key_fields): row for row in model.objects.all()}
    created, changed = [], []
    for values in wanted:
        row = standing.pop(_key(values, key_fields), None)
        if row is None:
            created.append(model(**values))
        elif _take(row, values):
            changed.append(row)
    if is_pruning and standing:
        model.objects.filter(pk__in=[row.pk for row in standing.values()]).delete()
    if created:
        model.objects.bulk_create(created)
    if changed:
        model.objects.bulk_update(changed, sorted(wanted[0].keys() - set(key_fields)))


def vars_of(row: models.Model, names: tuple[str, ...]) -> Content:
    """Return the named attributes of a row."""
    return {name: getattr(row, name) for name in names}


def _key(values: Mapping[str, Any], key_fields: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(values[name] for name in key_fields)


def _take(row: models.Model, values: Content) -> bool:
    """Set the values on the row; return whether any of them was new."""
    new = {name: value for name, value in values.items() if _stands(row, name) != _plain(value)}
    for name, value in new.items():
        setattr(row, name, value)
    return bool(new)


def _stands(row: models.Model, name: str) -> Any:
    field = row._meta.get_field(name)
    return _plain(getattr(row, field.attname))


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        value = value.pk
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


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
