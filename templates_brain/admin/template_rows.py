"""The desk's pages of the rows of a template's draft."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from templates_brain.admin.lists import EDITED_BY_LINES, SCENARIO_FIELDSETS
from templates_brain.forms import TemplateRowForm, TemplateScenarioForm
from templates_brain.models import (
    TemplateCategory,
    TemplateFillerWord,
    TemplateScenario,
    TemplateUrgencyKeyword,
    TemplateVariable,
)
from tenants.admin import OwnedAdmin, ValuesFilter, label_of


class TemplateRowAdmin(OwnedAdmin):
    """A page for rows of a draft; callers meet a change once it is published and cloned."""

    owner_field = "template"
    form = TemplateRowForm
    list_select_related = ("template",)
    list_filter = ("template",)
    formfield_overrides = EDITED_BY_LINES


@admin.register(TemplateCategory)
class TemplateCategoryAdmin(TemplateRowAdmin):
    """Groups of a draft's scenarios."""

    list_display = ("name", "key", "template", "position")
    search_fields = ("name", "key")


@admin.register(TemplateScenario)
class TemplateScenarioAdmin(TemplateRowAdmin):
    """Scenarios of drafts."""

    form = TemplateScenarioForm
    list_display = ("name", "key", "template", "category", "status", "emergency", "priority")
    list_filter = ("template", "status", "is_emergency", "category__key")
    list_select_related = ("template", "category")
    search_fields = ("name", "key", "triggers", "quick_replies")
    fieldsets = (
        (None, {"fields": ("template", ("key", "name"), "category", ("status", "position"))}),
        *SCENARIO_FIELDSETS,
    )
    emergency = label_of("is_emergency", "emergency", "danger")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Fix the key too: companies' copies know the scenario by it."""
        names = super().get_readonly_fields(request, obj)
        return names if obj is None else (*names, "key")


@admin.register(TemplateVariable)
class TemplateVariableAdmin(TemplateRowAdmin):
    """Variables that companies fill in."""

    list_display = ("label", "name", "template", "type", "needed", "category")
    list_filter = ("template", "required", "type", ("category", ValuesFilter))
    search_fields = ("label", "name")
    needed = label_of("required", "required", "warning")
    fieldsets = (
        (None, {"fields": ("template", ("name", "label"), ("type", "required"), "choices")}),
        ("How it is shown", {"fields": (("category", "position"), "example")}),
    )


@admin.register(TemplateFillerWord)
class TemplateFillerWordAdmin(TemplateRowAdmin):
    """Words that callers say without meaning them."""

    list_display = ("word", "template")
    search_fields = ("word",)


@admin.register(TemplateUrgencyKeyword)
class TemplateUrgencyKeywordAdmin(TemplateRowAdmin):
    """Words that make a turn urgent."""

    list_display = ("word", "weight", "template")
    search_fields = ("word",)
