"""Publishing at the desk: what is found wrong, what is new, a note, and the sentence after it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from unfold.admin import ModelAdmin

from matching.engine import CatalogError
from templates_brain.admin.drafts import Draft, draft_of
from templates_brain.admin.engine_check import Share, check_all, check_share, lost_rows, phrases_of
from templates_brain.admin.frame import scripts, show
from templates_brain.admin.links import scenario_urls
from templates_brain.admin.page_forms import EngineCheckForm, PublishForm
from templates_brain.admin.version_pages import groups_between
from templates_brain.documents import InvalidDocument
from templates_brain.extending import parents_news
from templates_brain.linting import Finding, lint_cheaply
from templates_brain.models import Template
from templates_brain.publishing import publish


def show_publish_page(page: ModelAdmin, request: HttpRequest, template: Template) -> HttpResponse:
    """Show what stands against publishing and ask for a note; then publish."""
    form = PublishForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        publish_and_tell(request, template, form.cleaned_data["note"])
        return redirect("admin:templates_brain_template_change", template.pk)
    draft, latest = draft_of(template), template.latest_version()
    return show(
        page,
        request,
        "publish",
        f"Publish {template.name}",
        media=scripts("check"),
        original=template,
        form=form,
        latest=latest,
        is_new=latest is None or latest.content_hash != draft.digest,
        counts=_counts(draft),
        groups=groups_between(latest.content, draft.content) if latest else [],
        news=parents_news(template),
        digest=draft.digest,
        **_findings(template, draft),
        **_engine_part(request, template, draft),
    )


def answer_engine_check(request: HttpRequest, template: Template) -> JsonResponse:
    """Answer with one share of the engine's check; 409 once the draft is another one."""
    form, draft = EngineCheckForm(request.POST), draft_of(template)
    if not form.is_valid():
        return JsonResponse({"error": "Say which draft, and from which phrase on."}, status=400)
    if form.cleaned_data["digest"] != draft.digest:
        message = "The draft has changed meanwhile: reload the page and check again."
        return JsonResponse({"error": message}, status=409)
    try:
        share = check_share(draft, form.cleaned_data["begin"])
    except CatalogError as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse(
        {
            "triedTo": share.tried_to,
            "total": share.total,
            "testPhrases": share.test_phrases,
            "lost": lost_rows(template, draft, share.lost),
        }
    )


def publish_and_tell(request: HttpRequest, template: Template, note: str = "") -> None:
    """Publish the draft, if it is a whole template, and tell the operator what came of it."""
    try:
        done = publish(template, actor=request.user.email, note=note)
    except InvalidDocument as error:
        messages.error(request, f"{template} cannot be published: {error}")
        return
    if done.is_new:
        messages.success(request, f"{template}: version {done.version} is published.")
    else:
        messages.info(request, f"{template}: nothing is new since version {done.version}.")


def _counts(draft: Draft) -> dict[str, int]:
    phrases = phrases_of(draft)
    tests = sum(one.kind == "test phrase" for one in phrases)
    scenarios = len(draft.content["scenarios"])
    return {"scenarios": scenarios, "triggers": len(phrases) - tests, "test_phrases": tests}


def _findings(template: Template, draft: Draft) -> dict[str, Any]:
    found = lint_cheaply(draft.content)
    urls = scenario_urls(template, (one.scenario for one in found))
    names = {one["key"]: one["name"] for one in draft.content["scenarios"]}

    def rows(level: str) -> list[dict[str, Any]]:
        return [_row(one, names, urls) for one in found if one.level == level]

    return {"errors_found": rows("error"), "warnings_found": rows("warning")}


def _row(found: Finding, names: dict[str, str], urls: dict[str, str]) -> dict[str, Any]:
    name, url = names.get(found.scenario, ""), urls.get(found.scenario)
    return {"name": name, "url": url, "check": found.check, "message": found.message}


def _engine_part(request: HttpRequest, template: Template, draft: Draft) -> dict[str, Any]:
    """Return the whole check where it was asked for without a script that fetches its shares."""
    if "check" not in request.GET:
        return {}
    try:
        share = check_all(draft)
    except CatalogError as error:
        return {"check_failed": str(error)}
    lost = lost_rows(template, draft, share.lost)
    return {"checked": share, "lost": lost, "percent_reached": _percent_reached(share)}


def _percent_reached(share: Share) -> int:
    """Return how many of a hundred test phrases reach their scenario, rounded down."""
    missed = sum(one.phrase.kind == "test phrase" for one in share.lost)
    return 100 * (share.test_phrases - missed) // share.test_phrases if share.test_phrases else 100
