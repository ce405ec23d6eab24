"""A company's own copy of a template: made, and brought up to a newer version, in one transaction.

Nothing of the copy leads back to the template's rows. What the company changed is never lost:
the first clone is the merge of a version into nothing (merging.py).
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from templates_brain.history import keep_state, record_change
from templates_brain.merging import Conflict, Decisions, Merge, merge_items, merge_scenarios
from templates_brain.models import Provenance, Section, Template, TemplateVersion
from templates_brain.models.fields import Origin
from templates_brain.snapshots import read_section, write_section
from tenants.configuration import lock_configuration
from tenants.scope import company_scope

Content = dict[str, Any]

_EMPTY: Content = {
    "categories": [],
    "scenarios": [],
    "fillerWords": [],
    "urgencyKeywords": [],
    "variableDefinitions": [],
}


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
    details: Content = field(default_factory=dict, repr=False)


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
        merged = _merged(version, decisions or Decisions())
        report = _report(company_id, version, merged)
        if not merged.scenarios.is_decided:
            raise UndecidedConflicts(report)
        if not merged.is_change:
            return report
        for section, content in merged.sections.items():
            write_section(section, content)
        _write_provenance(version, actor)
        record_change(
            actor,
            "template_synced",
            merged.sections,
            template=version.template.key,
            templateVersion=version.number,
        )
    return report


def preview_clone(
    company_id: UUID, version: TemplateVersion, *, decisions: Decisions | None = None
) -> CloneReport:
    """Return the report of `clone_template`, with nothing written and every difference named."""
    with company_scope(company_id):
        return _report(company_id, version, _merged(version, decisions or Decisions()))


@dataclass(frozen=True)
class _Merged:
    """The company's sections as they would stand, and the merge behind them."""

    provenance: Provenance | None
    scenarios: Merge
    ours: dict[str, Content]
    sections: dict[str, Content]
    is_change: bool


def _merged(version: TemplateVersion, decisions: Decisions) -> _Merged:
    provenance = Provenance.objects.first()
    base, theirs = _base(provenance), version.content
    ours = {section: read_section(section) for section in Section}
    own_scenarios = _by_key(ours[Section.SCENARIOS]["scenarios"])
    merge = merge_scenarios(
        _by_key(base["scenarios"]), _by_key(theirs["scenarios"]), own_scenarios, decisions
    )
    sections = {
        Section.VARIABLES: _merged_variables(base, theirs, ours[Section.VARIABLES]),
        Section.WORDS: _merged_words(base, theirs, ours[Section.WORDS]),
        Section.SCENARIOS: _merged_scenarios(theirs, ours[Section.SCENARIOS], merge),
    }
    stands = provenance and (provenance.template_key, provenance.template_version)
    is_change = sections != ours or stands != (version.template.key, version.number)
    return _Merged(provenance, merge, ours, sections, is_change)


def _merged_scenarios(theirs: Content, ours: Content, merge: Merge) -> Content:
    scenarios = list(merge.scenarios.values())
    used = {scenario["category"] for scenario in scenarios}
    offered = [{**one, "position": place} for place, one in enumerate(theirs["categories"])]
    names = {one["key"] for one in offered}
    own = [one for one in ours["categories"] if one["key"] not in names and one["key"] in used]
    return {**ours, "categories": offered + own, "scenarios": scenarios}


def _merged_words(base: Content, theirs: Content, ours: Content) -> Content:
    own = {name: [one for one in ours[name] if _is_company(one)] for name in ours}
    here = [one["word"] for one in ours["fillerWords"] if not _is_company(one)]
    words = merge_items(base["fillerWords"], theirs["fillerWords"], here)
    fillers = [{"word": word, "origin": Origin.TEMPLATE.value} for word in words]
    urgency = _merged_urgency(base, theirs, ours)
    return {
        "fillerWords": _sorted_words(fillers + own["fillerWords"]),
        "urgencyKeywords": _sorted_words(urgency + own["urgencyKeywords"]),
    }


def _merged_urgency(base: Content, theirs: Content, ours: Content) -> list[Content]:
    was = {one["word"]: one["weight"] for one in base["urgencyKeywords"]}
    here = {one["word"]: one["weight"] for one in ours["urgencyKeywords"] if not _is_company(one)}
    merged = []
    for one in theirs["urgencyKeywords"]:
        word, weight = one["word"], one["weight"]
        if word in was and word not in here:
            continue
        is_ours = word in here and here[word] != was.get(word, here[word])
        kept = here[word] if is_ours else weight
        merged.append({"word": word, "weight": kept, "origin": Origin.TEMPLATE.value})
    return merged


def _merged_variables(base: Content, theirs: Content, ours: Content) -> Content:
    """Take the definitions over; a value that stands keeps standing, whatever became of it."""
    here = {one["name"]: one for one in ours["variables"]}
    offered = [
        {
            **definition,
            "position": place,
            "value": here.get(definition["name"], {}).get("value", ""),
        }
        for place, definition in enumerate(theirs["variableDefinitions"])
    ]
    names = {one["name"] for one in offered}
    withdrawn = {one["name"] for one in base["variableDefinitions"]}
    own = [
        one
        for name, one in here.items()
        if name not in names and (one["value"] or name not in withdrawn)
    ]
    return {"variables": sorted(offered + own, key=lambda one: str(one["name"]))}


def _write_provenance(version: TemplateVersion, actor: str) -> None:
    Provenance.objects.update_or_create(
        defaults={
            "template_id": version.template_id,
            "template_key": version.template.key,
            "template_version": version.number,
            "content_hash": version.content_hash,
            "cloned_at": _now(),
            "cloned_by": actor,
        }
    )


def _now() -> datetime:
    """Return the time in whole milliseconds, as the history keeps it."""
    now = timezone.now()
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _report(company_id: UUID, version: TemplateVersion, merged: _Merged) -> CloneReport:
    merge, provenance = merged.scenarios, merged.provenance
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
        conflicts=merge.conflicts,
        details=_differences(_by_key(merged.ours[Section.SCENARIOS]["scenarios"]), merge),
    )


def _differences(ours: Content, merge: Merge) -> Content:
    """Return what would change in each scenario: field by field, before and after."""
    return {
        key: {
            name: {"before": ours[key].get(name), "after": value}
            for name, value in merge.scenarios[key].items()
            if value != ours[key].get(name)
        }
        for key in merge.updated
    }


def _base(provenance: Provenance | None) -> Content:
    """Return the version that the company is on; by value, since no key leads to it."""
    if provenance is None:
        return _EMPTY
    return TemplateVersion.objects.get(
        template__key=provenance.template_key, number=provenance.template_version
    ).content


def _templates(template: str) -> QuerySet[Template]:
    try:
        return Template.objects.filter(pk=UUID(template))
    except ValueError:
        return Template.objects.filter(key=template)


def _by_key(scenarios: list[Content]) -> dict[str, Content]:
    return {scenario["key"]: scenario for scenario in scenarios}


def _is_company(word: Content) -> bool:
    return bool(word["origin"] == Origin.COMPANY)


def _sorted_words(words: list[Content]) -> list[Content]:
    return sorted(words, key=lambda one: (one["origin"], one["word"]))
