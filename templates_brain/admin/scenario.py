"""The desk's page of companies' scenarios: writes go the way that the API's go."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from templates_brain.admin.configuration import ConfigurationAdmin
from templates_brain.admin.frame import scripts
from templates_brain.admin.lists import SCENARIO_FIELDSETS
from templates_brain.admin.row_forms import CompanyScenarioForm
from templates_brain.models import Scenario, Section
from templates_brain.scenarios import add_scenario, change_scenario, remove_scenario, reset_scenario
from tenants.admin import CompanyFilter, label_of
from tenants.configuration import lock_configuration
from tenants.errors import RefusedByRule
from tenants.scope import company_scope


@admin.register(Scenario)
class ScenarioAdmin(ConfigurationAdmin):
    """Companies' scenarios: copies of the template's, and their own."""

    section = Section.SCENARIOS
    form = CompanyScenarioForm
    list_display = ("name", "key", "company", "category", "status", "emergency", "origin")
    list_filter = (("company", CompanyFilter), "status", "is_emergency", "origin", "category__key")
    list_select_related = ("company", "category")
    search_fields = ("name", "key", "company__name", "triggers", "quick_replies")
    actions = ("return_to_template",)
    add_fieldsets = (
        (None, {"fields": ("company", ("key", "name"), "category", "status")}),
        *SCENARIO_FIELDSETS,
    )
    fieldsets = (
        *add_fieldsets,
        ("Where it came from", {"fields": (("origin", "own_fields"),)}),
    )
    readonly_fields = ("origin", "own_fields")
    emergency = label_of("is_emergency", "emergency", "danger")

    @property
    def media(self) -> Any:
        """Add the script that counts lines."""
        return super().media + scripts("lines")

    def get_readonly_fields(self, request: HttpRequest, obj: Scenario | None = None) -> Any:
        """Fix the key too: it is a name that others rely on."""
        names = super().get_readonly_fields(request, obj)
        return names if obj is None else (*names, "key")

    def save_model(self, request: HttpRequest, obj: Scenario, form: Any, change: bool) -> None:
        """Add or change as the API does."""
        actor = request.user.email
        with company_scope(obj.company_id, writing=True) as company_id:
            lock_configuration(company_id)
            if not change:
                obj.pk = add_scenario(form.columns(form.cleaned_data), actor=actor).pk
            elif form.changed_data:
                change_scenario(obj, form.columns(form.changed_data), actor=actor)

    def delete_model(self, request: HttpRequest, obj: Scenario) -> None:
        """Remove as the API does."""
        _in_company(obj, partial(remove_scenario, obj, actor=request.user.email))

    @admin.action(description="Return to the template's")
    def return_to_template(self, request: HttpRequest, queryset: QuerySet[Scenario]) -> None:
        """Drop the companies' changes to the selected scenarios."""
        for scenario in queryset:
            reset = partial(reset_scenario, scenario, actor=request.user.email)
            try:
                _in_company(scenario, reset)
            except RefusedByRule as error:
                messages.warning(request, f"{scenario}: {error.detail}")
            else:
                messages.success(request, f"{scenario} is the template's again.")

    @display(description="Changed by the company")
    def own_fields(self, scenario: Scenario) -> str:
        """Return the fields that are the company's own."""
        return ", ".join(scenario.changed_fields) or "nothing"


def _in_company(scenario: Scenario, act: Callable[[], object]) -> None:
    with company_scope(scenario.company_id, writing=True) as company_id:
        lock_configuration(company_id)
        act()
