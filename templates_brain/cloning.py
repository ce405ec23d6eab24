"""A company's own copy of a template: made, and brought up to a newer version, in one transaction.

Nothing of the copy leads back to the template's rows. What the company changed is never lost:
the first clone is the merge of a version into nothing (merging.py).
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils import timezone

from templates_brain.comparing import Difference, compare_sections
from templates_brain.documents import as_cloned
from templates_brain.history import keep_state, record_change
from templates_brain.merging import Conflict, Decisions
from templates_brain.models import Provenance, Section, Template, TemplateVersion
from templates_brain.section_merging import MergedSections, merge_sections
from templates_brain.snapshots import read_section, write_section
from tenants.configuration import lock_configuration
from tenants.scope import company_scope

Content = dict[str, Any]


class UnknownTemplate(LookupError):
    """No template has this key or id, or it has no such version."""


class UndecidedConflicts(RuntimeError):
    """Both sides changed the same, and nobody said whose change is to stand."""

    def __init__(self, report: "CloneReport") -> None:
        super().__init__("Both the template and the company changed the same scenarios.")
        self.report = report


@dataclass(frozen=True)
class CloneReport:
    """What a clone or a sync comes to; the lists hold scenario keys."""

    company_id: UUID
    template_key: str
    from_version: int | None
    to_version: int
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    differences: tuple[Difference, ...] = field(default=(), repr=False)


def find_version(template: str, number: int | None = None) -> TemplateVersion:
    """Return a version, the newest by default, of the template with this id or key."""
    versions = TemplateVersion.objects.select_related("template").filter(
        template__in=_templates(template)
    )
    if number is not None:
        versions = versions.filter(number=number)
    found = versions.order_by("-number").first()
    if found is None:
        wanted = template if number is None else f"{template}, version {number}"
        raise UnknownTemplate(f"There is no published template {wanted}.")
    return found


def clone_template(
    company_id: UUID, version: TemplateVersion, *, actor: str, decisions: Decisions | None = None
) -> CloneReport:
    """Bring a template's version into the company; an identical sync records nothing.

    Raises `UndecidedConflicts`, and then nothing is written.
    """
    with company_scope(company_id, writing=True):
        lock_configuration(company_id)
        keep_state()
        sync = _sync(version, decisions or Decisions())
        report = _report(company_id, version, sync)
        if not sync.merged.is_decided:
            raise UndecidedConflicts(report)
        if not sync.changed and _is_on(version, sync.provenance):
            return report
        written = sync.changed | {Section.SCENARIOS: _scenarios_on(version, actor, sync)}
        for section, content in written.items():
            write_section(section, content)
        record_change(
            actor,
            "template_synced",
            written,
            template=version.template.key,
            templateVersion=version.number,
        )
    return report


def preview_clone(
    company_id: UUID, version: TemplateVersion, *, decisions: Decisions | None = None
) -> CloneReport:
    """Return the report of `clone_template`, with nothing written and every difference named."""
    with company_scope(company_id):
        sync = _sync(version, decisions or Decisions())
        differences = compare_sections(sync.ours, sync.merged.sections)
        return replace(_report(company_id, version, sync), differences=differences)


@dataclass(frozen=True)
class _Sync:
    """What a sync starts from and what it comes to."""

    provenance: Provenance | None
    ours: dict[str, Content]
    merged: MergedSections

    @property
    def changed(self) -> dict[str, Content]:
        """The sections that would be other than they are."""
        sections = self.merged.sections.items()
        return {name: content for name, content in sections if content != self.ours[name]}


def _sync(version: TemplateVersion, decisions: Decisions) -> _Sync:
    provenance = Provenance.objects.first()
    ours = {section.value: read_section(section) for section in Section}
    base, theirs = as_cloned(_base(provenance)), as_cloned(version.content)
    return _Sync(provenance, ours, merge_sections(base, theirs, ours, decisions))


def _is_on(version: TemplateVersion, provenance: Provenance | None) -> bool:
    stands = provenance and (provenance.template_key, provenance.template_version)
    return stands == (version.template.key, version.number)


def _scenarios_on(version: TemplateVersion, actor: str, sync: _Sync) -> Content:
    """Return the merged scenarios' section, with the provenance of the version."""
    provenance = {
        "template_id": str(version.template_id),
        "template_key": version.template.key,
        "template_version": version.number,
        "content_hash": version.content_hash,
        "cloned_at": DjangoJSONEncoder().default(_now()),
        "cloned_by": actor,
    }
    return {**sync.merged.sections[Section.SCENARIOS], "provenance": provenance}


def _now() -> datetime:
    """Return the time in whole milliseconds, so that the history keeps it as the row does."""
    now = timezone.now()
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _report(company_id: UUID, version: TemplateVersion, sync: _Sync) -> CloneReport:
    merge, provenance = sync.merged.scenarios, sync.provenance
    is_same_template = provenance and provenance.template_key == version.template.key
    return CloneReport(
        company_id=company_id,
        template_key=version.template.key,
        from_version=provenance.template_version if provenance and is_same_template else None,
        to_version=version.number,
        added=merge.added,
        updated=merge.updated,
        removed=merge.removed,
        kept=merge.kept,
        conflicts=sync.merged.conflicts,
    )


def _base(provenance: Provenance | None) -> Content:
    """Return the version that the company is on; by value, since no key leads to it."""
    if provenance is None:
        return {}
    return TemplateVersion.objects.get(
        template__key=provenance.template_key, number=provenance.template_version
    ).content


def _templates(template: str) -> QuerySet[Template]:
    try:
        return Template.objects.filter(pk=UUID(template))
    except ValueError:
        return Template.objects.filter(key=template)
