"""The pages of "Clone to companies…": which, what it would come to, and what it came to."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from unfold.admin import ModelAdmin

from templates_brain.admin.clone_form import CloneForm
from templates_brain.admin.clone_outcomes import Outcome, clone_to, preview_for
from templates_brain.admin.clone_targets import (
    Target,
    answered_companies,
    companies_behind,
    list_targets,
    targets_of,
)
from templates_brain.admin.frame import MAY_SYNC, require, scripts, show
from templates_brain.models import TemplateVersion


def show_clone_page(
    page: ModelAdmin, request: HttpRequest, version: TemplateVersion
) -> HttpResponse:
    """Ask for companies, then for a confirmation, then clone and report."""
    require(request, MAY_SYNC)
    form = CloneForm(version, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _choose(page, request, version, form)
    is_confirmed = "confirmed" in request.POST
    is_fetched = "scripted" in request.POST and not is_confirmed
    targets = targets_of(version, form.cleaned_data["targets"])
    return show(
        page,
        request,
        "clone_report",
        _title(version),
        media=scripts("clone"),
        original=version.template,
        version=version,
        form=form,
        targets=targets,
        outcomes=[] if is_fetched else _outcomes(request, targets, form),
        is_confirmed=is_confirmed,
        is_fetched=is_fetched,
    )


def answer_clone(request: HttpRequest, version: TemplateVersion) -> JsonResponse:
    """Answer with the outcome for each company that is sent; without `confirmed`, a preview."""
    require(request, MAY_SYNC)
    form = CloneForm(version, request.POST)
    if not form.is_valid():
        return JsonResponse({"error": next(iter(form.errors.values()))[0]}, status=400)
    outcomes = _outcomes(request, targets_of(version, form.cleaned_data["targets"]), form)
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


def _outcomes(request: HttpRequest, targets: list[Target], form: CloneForm) -> list[Outcome]:
    decisions, actor = form.decisions(), request.user.email
    if "confirmed" in request.POST:
        return [clone_to(target, decisions, actor=actor) for target in targets]
    return [preview_for(target, decisions) for target in targets]


def _title(version: TemplateVersion) -> str:
    return f"Clone {version.template.name}, version {version.number}"
