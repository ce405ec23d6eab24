"""A company's sync page: what it is on, what a version would change, the choices, and the undo."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from unfold.admin import ModelAdmin

from templates_brain.admin.clone_targets import targets_of
from templates_brain.admin.frame import show
from templates_brain.admin.sync_form import SyncForm
from templates_brain.admin.sync_report import sync_report
from templates_brain.cloning import CloneReport, UndecidedConflicts, clone_template
from templates_brain.history import EditedSince, NothingToUndo, sync_to_undo, undo_sync
from templates_brain.merging import Decisions
from templates_brain.models import Provenance
from tenants.configuration import lock_configuration
from tenants.models import Company
from tenants.scope import company_scope


class MovedMeanwhile(RuntimeError):
    """Somebody changed the company's configuration after the page was shown."""


def show_sync_page(page: ModelAdmin, request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Show what a version would change in a company; on POST bring it in as decided."""
    company = get_object_or_404(Company.objects.all(), pk=company_id)
    provenance = Provenance.objects.filter(company=company).first()
    form = SyncForm(provenance, request.POST if request.method == "POST" else request.GET)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and _apply(request, company, form):
        return _back(company)
    version = form.version()
    decisions = form.decisions() if is_sent else Decisions()
    (target,) = targets_of(version, Company.objects.filter(pk=company.pk)) if version else (None,)
    return show(
        page,
        request,
        "sync",
        f"Sync {company}",
        original=company,
        opts=company._meta,
        company=company,
        provenance=provenance,
        form=form,
        version=version,
        target=target,
        sync=sync_report(company, version, decisions) if version else None,
        undo=_undo_state(company),
    )


def undo_last_sync(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Undo the company's last sync, or tell why that cannot be done any more."""
    company = get_object_or_404(Company.objects.all(), pk=company_id)
    try:
        with company_scope(company.pk, writing=True):
            lock_configuration(company.pk)
            undo_sync(actor=request.user.email)
    except (EditedSince, NothingToUndo) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{company} is exactly as it was before its last sync.")
    return _back(company)


def _apply(request: HttpRequest, company: Company, form: SyncForm) -> bool:
    """Bring the version in and tell what came of it; return whether that is done."""
    try:
        with company_scope(company.pk, writing=True):
            if lock_configuration(company.pk) != form.cleaned_data["seen"]:
                raise MovedMeanwhile
            report = clone_template(
                company.pk, form.version(), actor=request.user.email, decisions=form.decisions()
            )
    except MovedMeanwhile:
        messages.warning(request, f"{company} was changed meanwhile: look again, then apply.")
        return False
    except UndecidedConflicts as error:
        open_ones = sum(one.resolution is None for one in error.report.conflicts)
        messages.error(request, f"Nothing is written yet: decide about {open_ones} more below.")
        return False
    messages.success(request, f"{company} is on {_sentence(report)}")
    return True


def _sentence(report: CloneReport) -> str:
    counts = {"added": report.added, "updated": report.updated, "removed": report.removed}
    said = [f"{len(keys)} {verb}" for verb, keys in counts.items() if keys]
    return (
        f"{report.template_key} {report.to_version}. Scenarios: {', '.join(said) or 'no change'}."
    )


def _undo_state(company: Company) -> dict[str, Any]:
    """Return the sync that could be undone, or why none can."""
    try:
        with company_scope(company.pk):
            return {"sync": sync_to_undo().last}
    except (EditedSince, NothingToUndo) as error:
        return {"why_not": str(error)}


def _back(company: Company) -> HttpResponseRedirect:
    return redirect("admin:templates_brain_provenance_sync", company.pk)
