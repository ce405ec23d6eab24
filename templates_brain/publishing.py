"""Templates in and out: a document becomes the draft, the draft becomes a version."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from templates_brain.documents import (
    SCHEMA_VERSION,
    InvalidDocument,
    TemplateDocument,
    checked_template,
)
from templates_brain.extending import own_part, resolve
from templates_brain.linting import lint_cheaply
from templates_brain.models import (
    Template,
    TemplateCategory,
    TemplateFillerWord,
    TemplateScenario,
    TemplateUrgencyKeyword,
    TemplateVariable,
    TemplateVersion,
)


@dataclass(frozen=True)
class Published:
    """What loading or publishing a template came to."""

    key: str
    version: int
    content_hash: str
    scenarios: int
    is_new: bool

    def as_document(self) -> dict[str, Any]:
        """Return it as the commands print it."""
        return {
            "template": self.key,
            "version": self.version,
            "scenarios": self.scenarios,
            "contentHash": self.content_hash,
            "changed": self.is_new,
        }


@transaction.atomic
def load_template(document: object, *, actor: str, note: str = "") -> Published:
    """Replace the draft by the document and publish it; raises `InvalidDocument`.

    The same content again publishes nothing.
    """
    checked = checked_template(document)
    facts = {name: checked[name] for name in ("name", "industry", "description")}
    facts["extends"] = _extended(checked)
    template, _ = Template.objects.update_or_create(key=checked["key"], defaults=facts)
    _replace_draft(template, _own_rows(checked, _parent_content(template)))
    return publish(template, actor=actor, note=note)


@transaction.atomic
def publish(template: Template, *, actor: str, note: str = "") -> Published:
    """Make the draft an immutable version, unless it is the newest one's content already.

    Raises `InvalidDocument` for a draft that is no template.
    """
    Template.objects.select_for_update().get(pk=template.pk)
    content = resolved_document(template)
    checked_template(content)
    _refuse_errors(content)
    digest = content_hash(content)
    latest = template.latest_version()
    is_new = latest is None or latest.content_hash != digest
    if latest is None or is_new:
        latest = TemplateVersion.objects.create(
            template=template,
            number=latest.number + 1 if latest else 1,
            content=content,
            content_hash=digest,
            note=note,
            published_by=actor,
        )
    scenarios = len(content["scenarios"])
    return Published(template.key, latest.number, digest, scenarios, is_new)


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
        "variableDefinitions": template.variables.values(),
        "fillerWords": list(template.filler_words.values_list("word", flat=True)),
        "urgencyKeywords": template.urgency_keywords.values(),
        "scenarios": [{**row, "category": row["category_key"]} for row in scenarios],
    }
    return json.loads(json.dumps(TemplateDocument(rows).data))  # type: ignore[no-any-return]


def content_hash(content: dict[str, Any]) -> str:
    """Return the SHA-256 of a document in canonical JSON, as 64 hexadecimal digits."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _extended(checked: dict[str, Any]) -> Template | None:
    if checked["extends"] is None:
        return None
    parent = Template.objects.filter(key=checked["extends"]).first()
    if parent is None or parent.extends or parent.key == checked["key"]:
        raise InvalidDocument(f"extends: there is no template {checked['extends']} to build on.")
    return parent


def _parent_content(template: Template) -> dict[str, Any] | None:
    latest = template.extends.latest_version() if template.extends else None
    return latest.content if latest else None


def _refuse_errors(content: dict[str, Any]) -> None:
    errors = [one for one in lint_cheaply(content) if one.level == "error"]
    if errors:
        raise InvalidDocument(f"{errors[0].scenario}: {errors[0].message}".lstrip(": "))


def _own_rows(checked: dict[str, Any], parent: dict[str, Any] | None) -> dict[str, Any]:
    """Return the rows that are not the parent's, with the categories that they need."""
    if parent is None:
        return checked
    own = own_part(checked, checked_template(parent))
    needed = {row["category"] for row in own["scenarios"]} - {
        row["key"] for row in own["categories"]
    }
    there = {row["key"]: row for row in parent["categories"]}
    if needed - there.keys():
        raise InvalidDocument(f"categories: there is no {min(needed - there.keys())}.")
    return {**own, "categories": [*own["categories"], *(there[key] for key in sorted(needed))]}


def _replace_draft(template: Template, checked: dict[str, Any]) -> None:
    for related in ("scenarios", "categories", "variables", "filler_words", "urgency_keywords"):
        getattr(template, related).all().delete()
    categories = {
        row["key"]: TemplateCategory(template=template, position=place, **row)
        for place, row in enumerate(checked["categories"])
    }
    TemplateCategory.objects.bulk_create(categories.values())
    TemplateScenario.objects.bulk_create(
        TemplateScenario(
            template=template,
            position=place,
            **{**row, "category": categories[row["category"]]},
        )
        for place, row in enumerate(checked["scenarios"])
    )
    TemplateVariable.objects.bulk_create(
        TemplateVariable(template=template, position=place, **row)
        for place, row in enumerate(checked["variableDefinitions"])
    )
    TemplateFillerWord.objects.bulk_create(
        TemplateFillerWord(template=template, word=word) for word in checked["fillerWords"]
    )
    TemplateUrgencyKeyword.objects.bulk_create(
        TemplateUrgencyKeyword(template=template, **row) for row in checked["urgencyKeywords"]
    )
