"""The pages of "Clone to company…": which companies, what it comes to, what it came to."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.admin import ModelAdmin

from templates_brain.cloning import CloneReport, UndecidedConflicts, clone_template, preview_clone
from templates_brain.forms import CloneForm
from templates_brain.models import Provenance, TemplateVersion
from tenants.models import Company


@dataclass(frozen=True)
class Outcome:
    """What cloning comes to for one company; `variant` is the colour of the label."""

    company: Company
    label: str
    variant: str
    text: str


def show_clone_page(
    page: ModelAdmin, request: HttpRequest, version: TemplateVersion
) -> HttpResponse:
    """Ask for companies, then for a confirmation, then clone and report."""
    form = CloneForm(request.POST if request.method == "POST" else None)
    context = {
        **page.admin_site.each_context(request),
        "title": f"Clone {version.template.name}, version {version.number}",
        "opts": page.opts,
        "media": page.media + form.media,
        "version": version,
        "form": form,
    }
    if not form.is_valid():
        return TemplateResponse(request, "desk/clone_choose.html", context)
    is_confirmed = "confirmed" in request.POST
    act = _clone if is_confirmed else _preview
    outcomes = [act(company, version, form, request) for company in form.cleaned_data["companies"]]
    context |= {"outcomes": outcomes, "is_confirmed": is_confirmed}
    return TemplateResponse(request, "desk/clone_report.html", context)


def _clone(
    company: Company, version: TemplateVersion, form: CloneForm, request: HttpRequest
) -> Outcome:
    actor = request.user.email
    try:
        report = clone_template(company.id, version, actor=actor, decisions=form.decisions())
    except UndecidedConflicts as error:
        return _refused(company, error.report)
    return _outcome(company, report, "Done")


def _preview(
    company: Company, version: TemplateVersion, form: CloneForm, request: HttpRequest
) -> Outcome:
    report = preview_clone(company.id, version, decisions=form.decisions())
    if any(conflict.resolution is None for conflict in report.conflicts):
        return _refused(company, report)
    outcome = _outcome(company, report, "Will change")
    left = Provenance.objects.filter(company=company).exclude(template_key=version.template.key)
    leaves = "".join(f" The company leaves {one}." for one in left)
    return replace(outcome, text=outcome.text + leaves)


def _refused(company: Company, report: CloneReport) -> Outcome:
    keys = ", ".join(conflict.key for conflict in report.conflicts if not conflict.resolution)
    return Outcome(company, "Left alone", "danger", f"Both sides changed {keys}.")


def _outcome(company: Company, report: CloneReport, label: str) -> Outcome:
    counts = {"added": report.added, "updated": report.updated, "removed": report.removed}
    said = [f"{len(keys)} {verb}" for verb, keys in counts.items() if keys]
    if report.from_version == report.to_version and not said:
        return Outcome(company, "Unchanged", "info", "The company is on this version already.")
    return Outcome(company, label, "success", f"Scenarios: {', '.join(said) or 'none changed'}.")
