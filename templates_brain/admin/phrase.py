"""Trying a phrase: what the engine that answers calls makes of it, with a template's draft."""

from dataclasses import dataclass
from time import perf_counter
from typing import Any

from django.http import HttpRequest, JsonResponse

from matching.engine import CatalogError, Decision, decide
from templates_brain.admin.drafts import Draft, draft_of, index_of
from templates_brain.admin.links import scenario_urls
from templates_brain.admin.page_forms import PhraseForm
from templates_brain.models import Template


@dataclass(frozen=True)
class Attempt:
    """A phrase that was put to a draft, and what came of it."""

    template: Template
    draft: Draft
    decision: Decision
    milliseconds: float


def answer_phrase(request: HttpRequest, template: Template) -> JsonResponse:
    """Answer with the decision on a phrase: 400 without one, 422 for a draft beyond the engine."""
    form = PhraseForm(request.POST)
    if not form.is_valid():
        return _refused(next(iter(form.errors.values()))[0], 400)
    try:
        attempt = _attempt(template, form)
    except CatalogError as error:
        return _refused(str(error), 422)
    return JsonResponse(_as_document(attempt))


def _attempt(template: Template, form: PhraseForm) -> Attempt:
    key, unsaved = form.unsaved()
    draft = draft_of(template)
    draft = draft.with_scenario(key, unsaved) if unsaved else draft
    index = index_of(draft)
    started = perf_counter()
    decision = decide(index, form.cleaned_data["phrase"])
    return Attempt(template, draft, decision, (perf_counter() - started) * 1000)


def _as_document(attempt: Attempt) -> dict[str, Any]:
    decision, trace = attempt.decision, attempt.decision.trace
    candidates = trace.get("scenarios", [])
    named = _Named(attempt, [decision.id, *decision.also, *(one["id"] for one in candidates)])
    scenario = named.scenarios.get(decision.id or "", {})
    return {
        "kind": decision.kind,
        "answer": named.row(decision.id) if decision.id else None,
        "reply": next(iter(scenario.get("quickReplies", [])), None),
        "score": decision.score,
        "confirm": decision.confirm,
        "also": [named.row(key) for key in decision.also],
        "urgency": decision.urgency,
        "emergency": decision.emergency,
        "reason": trace.get("reason", ""),
        "words": trace.get("words", ""),
        "stripped": trace.get("stripped", []),
        "candidates": [
            {**named.row(one["id"]), "score": one["score"], "needs": one["needs"]}
            for one in candidates
        ],
        "milliseconds": round(attempt.milliseconds, 1),
        "trace": trace,
    }


class _Named:
    """The scenarios of an attempt by key, with their names and pages."""

    def __init__(self, attempt: Attempt, keys: list[str | None]) -> None:
        self.scenarios = {one["key"]: one for one in attempt.draft.content["scenarios"]}
        self.urls = scenario_urls(attempt.template, keys)

    def row(self, key: str) -> dict[str, str | None]:
        name = self.scenarios.get(key, {}).get("name", key)
        return {"key": key, "name": name, "url": self.urls.get(key)}


def _refused(message: str, status: int) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)
