"""A template's draft: its rows as a document, and a document as its rows."""

import json
from typing import Any

from django.db import models

from templates_brain.documents import (
    SCHEMA_VERSION,
    Fault,
    InvalidDocument,
    TemplateDocument,
    checked_template,
    completed,
)
from templates_brain.extending import own_part, resolve
from templates_brain.models import (
    Template,
    TemplateBehaviour,
    TemplateCategory,
    TemplateFillerWord,
    TemplateScenario,
    TemplateSynonym,
    TemplateUrgencyKeyword,
    TemplateVariable,
)


def resolved_document(template: Template) -> dict[str, Any]:
    """Return the draft with what it extends: what publishing makes a version of."""
    return resolve(draft_document(template), _parent_content(template))


def draft_document(template: Template) -> dict[str, Any]:
    """Return the draft's own rows as a document."""
    scenarios = template.scenarios.annotate(category_key=models.F("category__key")).values()
    rows = {
        "schema": SCHEMA_VERSION,
        "key": template.key,
        "name": template.name,
        "industry": template.industry,
        "description": template.description,
        "extends": template.extends.key if template.extends else None,
        "categories": template.categories.values(),
        "behaviours": template.behaviours.values(),
        "variableDefinitions": template.variables.values(),
        "fillerWords": list(template.filler_words.values_list("word", flat=True)),
        "synonyms": template.synonyms.values(),
        "urgencyKeywords": template.urgency_keywords.values(),
        "scenarios": [{**row, "category": row["category_key"]} for row in scenarios],
    }
    return json.loads(json.dumps(TemplateDocument(rows).data))  # type: ignore[no-any-return]


def _own_rows(checked: dict[str, Any], parent: dict[str, Any] | None) -> dict[str, Any]:
    """Return the rows that are not the parent's, with the categories that they need."""
    if parent is None:
        return checked
    parents = checked_template(parent)
    own = own_part(checked, parents)
    needed = {row["category"] for row in own["scenarios"]} - {
        row["key"] for row in own["categories"]
    }
    there = {row["key"]: _without_words(row) for row in parents["categories"]}
    if needed - there.keys():
        message = f"there is no {min(needed - there.keys())}."
        raise InvalidDocument(Fault(("categories",), message))
    return {**own, "categories": [*own["categories"], *(there[key] for key in sorted(needed))]}


def replace_draft(template: Template, checked: dict[str, Any]) -> None:
    """Make the draft's rows what a checked document has beyond the parent's newest version.

    Raises `InvalidDocument` for a scenario of a category that neither has.
    """
    rows = _own_rows(checked, _parent_content(template))
    for related in _DRAFT:
        getattr(template, related).all().delete()
    categories = {
        row["key"]: TemplateCategory(template=template, position=place, **row)
        for place, row in enumerate(rows["categories"])
    }
    TemplateCategory.objects.bulk_create(categories.values())
    TemplateScenario.objects.bulk_create(
        TemplateScenario(
            template=template,
            position=place,
            **{**row, "category": categories[row["category"]]},
        )
        for place, row in enumerate(rows["scenarios"])
    )
    TemplateVariable.objects.bulk_create(
        TemplateVariable(template=template, position=place, **row)
        for place, row in enumerate(rows["variableDefinitions"])
    )
    TemplateBehaviour.objects.bulk_create(
        TemplateBehaviour(template=template, position=place, **row)
        for place, row in enumerate(rows["behaviours"])
    )
    _replace_words(template, rows)


def _without_words(category: dict[str, Any]) -> dict[str, Any]:
    """Return a parent's category as a draft that only needs its key keeps it (`resolve`)."""
    return {"key": category["key"], "name": category["name"]}


def _parent_content(template: Template) -> dict[str, Any] | None:
    latest = template.extends.latest_version() if template.extends else None
    return completed(latest.content) if latest else None


def _replace_words(template: Template, rows: dict[str, Any]) -> None:
    TemplateFillerWord.objects.bulk_create(
        TemplateFillerWord(template=template, word=word) for word in rows["fillerWords"]
    )
    TemplateSynonym.objects.bulk_create(
        TemplateSynonym(template=template, **row) for row in rows["synonyms"]
    )
    TemplateUrgencyKeyword.objects.bulk_create(
        TemplateUrgencyKeyword(template=template, **row) for row in rows["urgencyKeywords"]
    )


_DRAFT = (
    "scenarios", "categories", "behaviours", "variables", "filler_words", "synonyms",
    "urgency_keywords",
)  # fmt: skip
"""The relations of a draft's rows, those that are referred to after those that refer."""
