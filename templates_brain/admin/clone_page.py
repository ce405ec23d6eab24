"""The pages of "Clone to companies…": which, what it would come to, and what it came to."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from unfold.admin import ModelAdmin

from templates_brain.admin.clone_form import CloneForm
from templates_brain.admin.clone_outcomes import Outcome, clone_to, preview_for
from templates_brain.admin.clone_targets import (
    answered_companies,
    companies_behind,
    list_targets,
    targets_of,
)
from templates_brain.admin.frame import scripts, show
from templates_brain.models import TemplateVersion


def show_clone_page(
    page: ModelAdmin, request: HttpRequest, version: TemplateVersion
) -> HttpResponse:
    """Ask for companies, then for a confirmation, then clone and report."""
    form = CloneForm(version, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _choose(page, request, version, form)
    is_confirmed = "confirmed" in request.POST
    is_fetched = "scripted" in request.POST and not is_confirmed
    outcomes = [] if is_fetched else _outcomes(request, version, form, is_confirmed)
    return show(
        page,
        request,
        "clone_report",
        _title(version),
        media=scripts("clone"),
        original=version.template,
        version=version,
        form=form,
        outcomes=outcomes,
        targets=targets_of(version, form.cleaned_data["targets"]),
        is_confirmed=is_confirmed,
        is_fetched=is_fetched,
    )


def answer_clone(request: HttpRequest, version: TemplateVersion) -> JsonResponse:
    """Answer with the outcome for each company that is sent; without `confirmed`, a preview."""
    form = CloneForm(version, request.POST)
    if not form.is_valid():
        return JsonResponse({"error": next(iter(form.errors.values()))[0]}, status=400)
    outcomes = _outcomes(request, version, form, "confirmed" in request.POST)
    return JsonResponse({"outcomes": [one.as_document() for one in outcomes]})


def _choose(
    page: ModelAdmin, request: HttpRequest, version: TemplateVersion, form: CloneForm
) -> HttpResponse:
    search = request.GET.get("q", "")
    return show(
        page,
        request,
        "clone_choose",
        _title(version),
        media=scripts("choose"),
        original=version.template,
        version=version,
        form=form,
        search=search,
        listed=list_targets(version, search),
        ticked=set(form.ticked()),
        answered=answered_companies().count(),
        behind=companies_behind(version).count(),
    )


def _outcomes(
    request: HttpRequest, version: TemplateVersion, form: CloneForm, is_confirmed: bool
) -> list[Outcome]:
    companies, decisions = form.cleaned_data["targets"], form.decisions()
    if not is_confirmed:
        return [preview_for(company, version, decisions) for company in companies]
    actor = request.user.email
    return [clone_to(company, version, decisions, actor=actor) for company in companies]


def _title(version: TemplateVersion) -> str:
    return f"Clone {version.template.name}, version {version.number}"
