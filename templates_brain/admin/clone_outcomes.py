"""What cloning a version comes to for one company: as it would be, and as it was done."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from templates_brain.cloning import CloneReport, UndecidedConflicts, clone_template, preview_clone
from templates_brain.merging import Decisions
from templates_brain.models import Provenance, TemplateVersion
from tenants.models import Company


@dataclass(frozen=True)
class Outcome:
    """What became of one company, or would; `kind` is the colour of the label."""

    company: Company
    label: str
    kind: str
    text: str
    added: int = 0
    updated: int = 0
    removed: int = 0
    kept: int = 0
    conflicts: int = 0

    @property
    def url(self) -> str:
        """Return where the company is looked at, and decided about, by itself."""
        return sync_url(self.company.pk)

    def as_document(self) -> dict[str, Any]:
        """Return the outcome as the page's script takes it."""
        counts = {name: getattr(self, name) for name in COUNTS}
        named = {"company": str(self.company.pk), "name": self.company.name, "url": self.url}
        return {**named, "label": self.label, "kind": self.kind, "text": self.text, **counts}


COUNTS = ("added", "updated", "removed", "kept", "conflicts")


def clone_to(
    company: Company, version: TemplateVersion, decisions: Decisions, *, actor: str
) -> Outcome:
    """Clone, and tell what came of it; a company with undecided conflicts is left alone."""
    try:
        report = clone_template(company.pk, version, actor=actor, decisions=decisions)
    except UndecidedConflicts as error:
        return _refused(company, error.report)
    return _outcome(company, report, "Done")


def preview_for(company: Company, version: TemplateVersion, decisions: Decisions) -> Outcome:
    """Tell what cloning would come to; nothing is written."""
    report = preview_clone(company.pk, version, decisions=decisions)
    if any(conflict.resolution is None for conflict in report.conflicts):
        return _refused(company, report)
    left = Provenance.objects.filter(company=company).exclude(template_key=version.template.key)
    leaves = " ".join(f"The company leaves {one}." for one in left)
    return _outcome(company, report, "Will change", leaves)


def sync_url(company_id: UUID) -> str:
    """Return the page on which a company's copy is compared and synced."""
    return reverse("admin:templates_brain_provenance_sync", args=[company_id])


def _refused(company: Company, report: CloneReport) -> Outcome:
    keys = ", ".join(one.key for one in report.conflicts if one.resolution is None)
    text = f"Both sides changed {keys}."
    return Outcome(company, "Left alone", "bad", text, **_counts(report))


def _outcome(company: Company, report: CloneReport, label: str, text: str = "") -> Outcome:
    counts = _counts(report)
    is_same = report.from_version == report.to_version
    if is_same and not (report.added or report.updated or report.removed):
        text = "The company is on this version already."
        return Outcome(company, "Unchanged", "", text, **counts)
    return Outcome(company, label, "good", text, **counts)


def _counts(report: CloneReport) -> dict[str, int]:
    return {name: len(getattr(report, name)) for name in COUNTS}
