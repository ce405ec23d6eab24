"""How drafts stand beside what is published of them, for a whole list at once."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from templates_brain.models import Template, TemplateVersion
from templates_brain.publishing import content_hash, resolved_document

DIGESTS_HELD = 1024


@dataclass(frozen=True)
class _Rows:
    """A template's draft, told from every other by the fingerprint of its rows."""

    fingerprint: str
    template: Template = field(compare=False)


def with_newest(templates: QuerySet[Template]) -> QuerySet[Any]:
    """Return templates with facts of their newest version, and of their parent's."""
    own = TemplateVersion.objects.filter(template=OuterRef("pk")).order_by("-number")
    parents = TemplateVersion.objects.filter(template=OuterRef("extends")).order_by("-number")
    return templates.annotate(
        newest_number=Subquery(own.values("number")[:1]),
        newest_hash=Subquery(own.values("content_hash")[:1]),
        built_on=Subquery(own.values("parent_version")[:1]),
        parents_newest=Subquery(parents.values("number")[:1]),
    )


def has_parents_news(row: Any) -> bool:
    """Whether `parents_news` has something to tell of a row of `with_newest` that is published."""
    is_published = row.newest_number is not None and row.parents_newest is not None
    return is_published and row.built_on != row.parents_newest


def draft_digests(rows: Iterable[Any]) -> dict[UUID, str]:
    """Return what each draft of `with_newest` would be published as, by its template's id.

    The document is made anew only where a row has changed, whoever changed it: all rows are read
    in one query for each kind, and their fingerprint names the digest that is held.
    """
    templates = list(rows)
    prints = _fingerprints(templates)
    return {one.pk: _digest(_Rows(prints[one.pk], one)) for one in templates}


@lru_cache(maxsize=DIGESTS_HELD)
def _digest(rows: _Rows) -> str:
    return content_hash(resolved_document(rows.template))


def _fingerprints(templates: list[Any]) -> dict[UUID, str]:
    found = {one.pk: hashlib.sha256(_facts(one)) for one in templates}
    for model in _draft_models():
        rows = model._default_manager.filter(template__in=found).order_by("template_id", "pk")
        for row in rows.values():
            found[row["template_id"]].update(repr((model.__name__, row)).encode())
    return {pk: digest.hexdigest() for pk, digest in found.items()}


def _facts(one: Any) -> bytes:
    facts = (one.pk, one.key, one.name, one.industry, one.description, one.extends_id)
    return repr((*facts, one.parents_newest)).encode()


def _draft_models() -> list[Any]:
    """Return every kind of row that a draft has."""
    related = {relation.related_model for relation in Template._meta.related_objects}
    drafts = related - {Template, TemplateVersion}
    return sorted(drafts, key=lambda model: str(model._meta.label))
