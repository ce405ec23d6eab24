"""Templates in and out: a document becomes the draft, the draft becomes a version."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from templates_brain.documents import Fault, InvalidDocument, checked_template
from templates_brain.drafts import draft_document, replace_draft, resolved_document
from templates_brain.linting import lint_cheaply
from templates_brain.models import Template, TemplateVersion
from templates_brain.vectors import encode_after_commit
from tenants.databases import atomic

__all__ = ["content_hash", "draft_document", "load_template", "publish", "resolved_document"]


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


@atomic()
def load_template(document: object, *, actor: str, note: str = "") -> Published:
    """Replace the draft by the document and publish it; raises `InvalidDocument`.

    The same content again publishes nothing.
    """
    checked = checked_template(document)
    facts = {name: checked[name] for name in ("name", "industry", "description")}
    facts["extends"] = _extended(checked)
    template, _ = Template.objects.update_or_create(key=checked["key"], defaults=facts)
    replace_draft(template, checked)
    return publish(template, actor=actor, note=note)


@atomic()
def publish(template: Template, *, actor: str, note: str = "") -> Published:
    """Make the draft an immutable version, unless it is the newest one's content already.

    Raises `InvalidDocument` for a draft that is no template.
    """
    Template.objects.select_for_update().get(pk=template.pk)
    parent = template.extends.latest_version() if template.extends else None
    built_on = parent.number if parent else None
    content = resolved_document(template)
    checked_template({**content, "extends": None})  # whole by now: it lacks nothing of its own
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
            parent_version=built_on,
            note=note,
            published_by=actor,
        )
        encode_after_commit(latest)
    elif latest.parent_version != built_on:
        TemplateVersion.objects.filter(pk=latest.pk).update(parent_version=built_on)
    return Published(template.key, latest.number, digest, len(content["scenarios"]), is_new)


def content_hash(content: dict[str, Any]) -> str:
    """Return the SHA-256 of a document in canonical JSON, as 64 hexadecimal digits."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _extended(checked: dict[str, Any]) -> Template | None:
    if checked["extends"] is None:
        return None
    parent = Template.objects.filter(key=checked["extends"]).first()
    if parent is None or parent.extends or parent.key == checked["key"]:
        message = f"there is no template {checked['extends']} to build on."
        raise InvalidDocument(Fault(("extends",), message))
    return parent


def _refuse_errors(content: dict[str, Any]) -> None:
    errors = [one for one in lint_cheaply(content) if one.level == "error"]
    if errors:
        raise InvalidDocument(*(Fault((one.scenario,), one.message) for one in errors))
