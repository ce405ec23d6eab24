"""What a sync would bring a company, scenario by scenario, with what there is to decide."""

from dataclasses import dataclass
from typing import Any

from templates_brain.admin.differences import FieldChange, field_changes, label_of_field
from templates_brain.cloning import CloneReport, preview_clone
from templates_brain.merging import Choice, Conflict, Decisions
from templates_brain.models import Scenario, TemplateVersion
from tenants.models import Company


@dataclass(frozen=True)
class Changed:
    """A scenario that a sync changes."""

    key: str
    name: str
    fields: list[FieldChange]


@dataclass(frozen=True)
class Contested(Changed):
    """A scenario that both sides changed; `fields` go from the company's to the template's."""

    reason: str
    contested: list[str]
    choice: Choice | None

    @property
    def keeping(self) -> str:
        """Return what keeping the company's change means."""
        return _KEEPING[self.reason]

    @property
    def taking(self) -> str:
        """Return what taking the template's change means."""
        return _TAKING[self.reason]

    @property
    def why(self) -> str:
        """Return what happened on either side."""
        return _WHY[self.reason]


@dataclass(frozen=True)
class SyncReport:
    """All of it; lists of scenarios in alphabetical order of their keys."""

    report: CloneReport
    added: list[Changed]
    updated: list[Changed]
    removed: list[Changed]
    kept: list[Changed]
    contested: list[Contested]

    @property
    def is_change(self) -> bool:
        """Whether a sync would do anything at all."""
        report = self.report
        is_moving = report.from_version != report.to_version
        return is_moving or any((report.added, report.updated, report.removed, report.conflicts))


def sync_report(company: Company, version: TemplateVersion, decisions: Decisions) -> SyncReport:
    """Return what bringing a version into a company would come to; nothing is written."""
    report = preview_clone(company.pk, version, decisions=decisions)
    taken = preview_clone(company.pk, version, decisions=Decisions(on_conflict="take"))
    names = _names(company, version)
    conflicts = {one.key for one in report.conflicts}

    def changed(keys: tuple[str, ...], details: dict[str, Any]) -> list[Changed]:
        return [
            Changed(key, names[key], field_changes(details.get(key, {})))
            for key in keys
            if key not in conflicts
        ]

    return SyncReport(
        report=report,
        added=changed(report.added, {}),
        updated=changed(report.updated, report.details),
        removed=changed(report.removed, {}),
        kept=changed(report.kept, {}),
        contested=[_contested(one, names, taken, decisions) for one in report.conflicts],
    )


def _contested(
    conflict: Conflict, names: dict[str, str], taken: CloneReport, decisions: Decisions
) -> Contested:
    return Contested(
        key=conflict.key,
        name=names[conflict.key],
        fields=field_changes(taken.details.get(conflict.key, {})),
        reason=conflict.reason,
        contested=[label_of_field(name) for name in conflict.fields],
        choice=decisions.about(conflict.key),
    )


def _names(company: Company, version: TemplateVersion) -> dict[str, str]:
    own = Scenario.objects.filter(company=company).values_list("key", "name")
    offered = {one["key"]: one["name"] for one in version.content["scenarios"]}
    return {**offered, **dict(own)}


_WHY = {
    "both_changed": "The company and the template changed the same.",
    "removed_upstream": "The template has dropped it, and the company had changed it.",
    "removed_here": "The company has removed it, and the template has changed it since.",
}
_KEEPING = {
    "both_changed": "Keep the company's",
    "removed_upstream": "Keep it, as the company's own",
    "removed_here": "Leave it removed",
}
_TAKING = {
    "both_changed": "Take the template's",
    "removed_upstream": "Remove it",
    "removed_here": "Bring it back",
}
