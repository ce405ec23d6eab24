"""What a sync would bring a company, row by row, with what there is to decide."""

from collections.abc import Mapping
from dataclasses import dataclass

from templates_brain.admin.differences import (
    FieldChange,
    Group,
    field_changes,
    grouped,
    label_of_field,
    scenario_names,
)
from templates_brain.cloning import CloneReport, preview_clone
from templates_brain.comparing import Difference
from templates_brain.merging import Choice, Conflict, Decisions
from templates_brain.models import Scenario, TemplateVersion
from tenants.models import Company


@dataclass(frozen=True)
class Contested:
    """A row that both sides changed; `fields` go from the company's to the template's."""

    key: str
    name: str
    reason: str
    contested: list[str]
    choice: Choice | None
    fields: list[FieldChange]

    @property
    def keeping(self) -> str:
        """Return what keeping the company's change means."""
        return _WORDS[self.reason][1]

    @property
    def taking(self) -> str:
        """Return what taking the template's change means."""
        return _WORDS[self.reason][2]

    @property
    def why(self) -> str:
        """Return what happened on either side."""
        return _WORDS[self.reason][0]


@dataclass(frozen=True)
class SyncReport:
    """All of it: what is to be decided, and what changes in any case, by kind of row."""

    report: CloneReport
    contested: list[Contested]
    groups: list[Group]
    kept: list[str]
    """The names of the scenarios that keep what the company changed."""

    @property
    def is_change(self) -> bool:
        """Whether a sync would do anything at all."""
        is_moving = self.report.from_version != self.report.to_version
        return is_moving or bool(self.groups or self.contested)


def sync_report(company: Company, version: TemplateVersion, decisions: Decisions) -> SyncReport:
    """Return what bringing a version into a company would come to; nothing is written."""
    report = preview_clone(company.pk, version, decisions=decisions)
    taken = preview_clone(company.pk, version, decisions=Decisions(on_conflict="take"))
    names = _names(company, version)
    conflicts = {one.key for one in report.conflicts}
    taking = {one.label: one for one in taken.differences}
    return SyncReport(
        report=report,
        contested=[_contested(one, names, taking, decisions) for one in report.conflicts],
        groups=grouped((one for one in report.differences if one.label not in conflicts), names),
        kept=[names[key] for key in report.kept if key not in conflicts],
    )


def _contested(
    conflict: Conflict,
    names: Mapping[str, str],
    taking: Mapping[str, Difference],
    decisions: Decisions,
) -> Contested:
    difference = taking.get(conflict.key)
    is_changed = difference is not None and difference.change == "changed"
    return Contested(
        key=conflict.key,
        name=names.get(conflict.key, conflict.key.replace(":", " ")),
        reason=conflict.reason,
        contested=[label_of_field(name) for name in conflict.fields],
        choice=decisions.about(conflict.key),
        fields=field_changes(difference) if difference and is_changed else [],
    )


def _names(company: Company, version: TemplateVersion) -> dict[str, str]:
    own = Scenario.objects.filter(company=company).values_list("key", "name")
    return {**scenario_names(version.content), **dict(own)}


_WORDS = {
    "both_changed": (
        "The company and the template changed the same.",
        "Keep the company's",
        "Take the template's",
    ),
    "removed_upstream": (
        "The template has dropped it, and the company had changed it.",
        "Keep it, as the company's own",
        "Remove it",
    ),
    "removed_here": (
        "The company has removed it, and the template has changed it since.",
        "Leave it removed",
        "Bring it back",
    ),
    "value_refused": (
        "The template's new rule refuses the company's value.",
        "Keep the value, and the old rule",
        "Take the rule, and empty the value",
    ),
}
