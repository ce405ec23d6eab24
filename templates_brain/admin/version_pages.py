"""Published versions to look at: what is in one, and what differs between two."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from unfold.admin import ModelAdmin

from templates_brain.admin.differences import Group, grouped, scenario_names
from templates_brain.admin.frame import show
from templates_brain.admin.page_forms import CompareForm
from templates_brain.comparing import compare_versions
from templates_brain.documents import completed
from templates_brain.models import TemplateVersion


@dataclass(frozen=True)
class Chapter:
    """A category of a version with its scenarios, as documents."""

    name: str
    scenarios: list[dict[str, Any]]


@dataclass(frozen=True)
class Overview:
    """What is in a version."""

    chapters: list[Chapter]
    content: dict[str, Any]
    triggers: int


def overview_of(version: TemplateVersion) -> Overview:
    """Return a version's scenarios by category, in the template's order, and its counts."""
    content = completed(version.content)
    scenarios = content["scenarios"]
    chapters = [
        Chapter(one["name"], [row for row in scenarios if row["category"] == one["key"]])
        for one in content["categories"]
    ]
    filled = [chapter for chapter in chapters if chapter.scenarios]
    return Overview(filled, content, sum(len(one["triggers"]) for one in scenarios))


def groups_between(before: dict[str, Any], after: dict[str, Any]) -> list[Group]:
    """Return what differs between two documents, by kind of row."""
    was, now = completed(before), completed(after)
    return grouped(compare_versions(was, now), scenario_names(was, now))


def show_compare_page(
    page: ModelAdmin, request: HttpRequest, version: TemplateVersion
) -> HttpResponse:
    """Show what differs between a version and another: the one before it, unless one is chosen."""
    form = CompareForm(version, request.GET)
    other = form.other()
    return show(
        page,
        request,
        "compare",
        f"What {version} changed",
        original=version,
        version=version,
        other=other,
        offered=form.offered(),
        groups=groups_between(other.content, version.content) if other else [],
    )
