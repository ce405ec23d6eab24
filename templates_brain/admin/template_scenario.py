"""The desk's editor of a template's scenarios."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from unfold.decorators import display

from templates_brain.admin.frame import scripts
from templates_brain.admin.lists import SCENARIO_FIELDSETS
from templates_brain.admin.row_forms import TemplateScenarioForm
from templates_brain.admin.scenario_filters import (
    CategoryFilter,
    OriginFilter,
    template_id,
    with_origin,
)
from templates_brain.admin.template_rows import TemplateRowAdmin
from templates_brain.models import Template, TemplateScenario
from tenants.admin import label_of


@dataclass(frozen=True)
class Place:
    """Where a scenario stands among its template's, and the rows before and after it."""

    number: int
    total: int
    before: TemplateScenario | None
    after: TemplateScenario | None


@dataclass(frozen=True)
class Inherited:
    """What a template has of its parent's newest version."""

    parent: Template
    version: int
    scenarios: int


@admin.register(TemplateScenario)
class TemplateScenarioAdmin(TemplateRowAdmin):
    """Scenarios of drafts: found, edited one trigger a line, and tried while they are edited."""

    form = TemplateScenarioForm
    list_display = ("named", "template", "category", "state", "emergency", "said", "replaces")
    list_filter = ("template", CategoryFilter, "status", "is_emergency", OriginFilter)
    list_select_related = ("template__extends", "category")
    list_per_page = 200
    list_before_template = "desk/scenario_list.html"
    search_fields = ("name", "key", "triggers", "quick_replies", "full_replies")
    search_help_text = "Search names, keys, triggers and replies"
    change_form_outer_before_template = "desk/scenario_place.html"
    fieldsets = (
        (None, {"fields": ("template", ("key", "name"), ("category", "status"), "position")}),
        *SCENARIO_FIELDSETS,
        ("Notes", {"classes": ("collapse",), "fields": ("notes",)}),
    )
    emergency = label_of("is_emergency", "emergency", "danger")

    @property
    def media(self) -> Any:
        """Add the scripts that count lines and try phrases."""
        return super().media + scripts("lines", "try")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Say of each row whether its template's parent has the same key."""
        return with_origin(super().get_queryset(request))

    def get_list_display(self, request: HttpRequest) -> Any:
        """Leave the template out where the list is one template's."""
        names = super().get_list_display(request)
        return [name for name in names if name != "template" or not template_id(request)]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Fix the key too: companies' copies know the scenario by it."""
        names = super().get_readonly_fields(request, obj)
        return names if obj is None else (*names, "key")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show one template's scenarios under what it inherits, and a phrase to try."""
        template = _listed_template(request)
        context = {
            "listed_template": template,
            "inherited": inherited_by(template) if template else None,
            "try_url": try_url(template) if template else None,
        }
        return super().changelist_view(request, {**(extra_context or {}), **context})  # type: ignore[no-any-return]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the form under the way to the next scenario, and a phrase to try."""
        scenario: TemplateScenario | None = context.get("original")
        if scenario is not None:
            context |= {
                "place": place_of(scenario),
                "scenario_key": scenario.key,
                "try_url": try_url(scenario.template),
            }
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[no-any-return]

    @display(description="Scenario", ordering="name", header=True)
    def named(self, scenario: TemplateScenario) -> tuple[str, str]:
        """Return the name over the key."""
        return scenario.name, scenario.key

    @display(
        description="Status",
        ordering="status",
        label={"Live": "success", "Draft": "warning", "Archived": "info"},
    )
    def state(self, scenario: TemplateScenario) -> str:
        """Return the status in colour."""
        return scenario.get_status_display()

    @display(description="Triggers, replies")
    def said(self, scenario: TemplateScenario) -> str:
        """Return how much there is to hear and to say."""
        return f"{len(scenario.triggers)} triggers, {len(scenario.quick_replies)} replies"

    @display(description="Origin", ordering="is_replacing")
    def replaces(self, scenario: Any) -> str:
        """Return whose scenario this one stands in for."""
        return f"replaces {scenario.template.extends}'s" if scenario.is_replacing else "own"


def place_of(scenario: TemplateScenario) -> Place:
    """Return where a scenario stands in its template's order."""
    rows = list(scenario.template.scenarios.only("pk", "name"))
    number = next(place for place, row in enumerate(rows) if row.pk == scenario.pk)
    before = rows[number - 1] if number else None
    after = rows[number + 1] if number + 1 < len(rows) else None
    return Place(number + 1, len(rows), before, after)


def inherited_by(template: Template) -> Inherited | None:
    """Return what comes from the parent's newest version; None without a parent or a version."""
    newest = template.extends.latest_version() if template.extends else None
    if template.extends is None or newest is None:
        return None
    own = set(template.scenarios.values_list("key", flat=True))
    keys = {one["key"] for one in newest.content["scenarios"]}
    return Inherited(template.extends, newest.number, len(keys - own))


def try_url(template: Template) -> str:
    """Return where a phrase is put to a template's draft."""
    return reverse("admin:templates_brain_template_try", args=[template.pk])


def _listed_template(request: HttpRequest) -> Template | None:
    rows = Template.objects.select_related("extends")
    return rows.filter(pk=template_id(request)).first()
