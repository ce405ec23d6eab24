"""A template's draft as the engine would answer with it, held ready between two requests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from matching.engine import Catalog, Index, build_index
from templates_brain.linting import catalog_of
from templates_brain.models import Template
from templates_brain.publishing import content_hash, resolved_document

INDEXES_HELD = 8


@dataclass(frozen=True)
class Draft:
    """What publishing would make a version of; two with the same digest are the same."""

    digest: str
    content: dict[str, Any] = field(compare=False, repr=False)

    @classmethod
    def of(cls, content: dict[str, Any]) -> "Draft":
        """Return the draft with this content."""
        return cls(content_hash(content), content)

    def with_scenario(self, key: str, changed: Mapping[str, Any]) -> "Draft":
        """Return the draft as it would be with some fields of one scenario changed."""
        scenarios = [
            {**one, **changed} if one["key"] == key else one for one in self.content["scenarios"]
        ]
        return Draft.of({**self.content, "scenarios": scenarios})


def draft_of(template: Template) -> Draft:
    """Return a template's draft with what it extends."""
    return Draft.of(resolved_document(template))


@lru_cache(maxsize=INDEXES_HELD)
def index_of(draft: Draft) -> Index:
    """Return the engine's index over a draft; raises `CatalogError`, such as for a bad pattern."""
    return build_index(Catalog.from_document(catalog_of(draft.content)))
