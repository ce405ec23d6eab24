"""The desk's pages of a company's configuration; every write is one more state in its history."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from templates_brain.admin.frame import scripts
from templates_brain.admin.lists import EDITED_BY_LINES
from templates_brain.admin.row_forms import CompanyBehaviourForm, CompanyCategoryForm, VariableForm
from templates_brain.history import keep_state, record_change
from templates_brain.models import (
    Behaviour,
    FillerWord,
    ScenarioCategory,
    Section,
    Synonym,
    UrgencyKeyword,
    Variable,
)
from tenants.admin import CompanyFilter, TenantAdmin, ValuesFilter, label_of
from tenants.configuration import lock_configuration
from tenants.scope import current_company_id


class ConfigurationAdmin(TenantAdmin):
    """A page for one section's rows; history and audit log take each write, as from the API."""

    section: ClassVar[Section]
    formfield_overrides = EDITED_BY_LINES

    def write_in_company(
        self, actor: str, action: str, act: Callable[[], object], details: dict[str, object]
    ) -> None:
        """Hold the configuration still, act, and put the state after it on record."""
        lock_configuration(current_company_id())
        keep_state()
        act()
        record_change(actor, action, [self.section], **details)


@admin.register(ScenarioCategory)
class ScenarioCategoryAdmin(ConfigurationAdmin):
    """Groups of companies' scenarios."""

    section = Section.SCENARIOS
    form = CompanyCategoryForm
    fields = ("company", ("key", "name"), "filler_words", "synonyms", "position")
    list_display = ("name", "key", "company", "position")
    search_fields = ("name", "key", "company__name")


@admin.register(Behaviour)
class BehaviourAdmin(ConfigurationAdmin):
    """Ways of speaking that a company's scenarios choose from."""

    section = Section.SCENARIOS
    form = CompanyBehaviourForm
    list_display = ("name", "key", "company", "tone", "pace", "emotion")
    search_fields = ("name", "key", "company__name")
    fields = ("company", ("key", "name"), ("tone", "pace"), ("emotion", "position"), "openers")

    @property
    def media(self) -> Any:
        """Add the script that counts lines."""
        return super().media + scripts("lines")


class FilledInFilter(admin.SimpleListFilter):
    """Tells variables with a value from those that nobody has filled in."""

    title = "filled in"
    parameter_name = "filled_in"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("yes", "Yes"), ("no", "No"), ("missing", "No, and it is required")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Variable]) -> QuerySet[Variable]:
        """Return the rows of the chosen kind."""
        if self.value() == "yes":
            return queryset.exclude(value="")
        if self.value() == "missing":
            return queryset.filter(value="", required=True)
        return queryset.filter(value="") if self.value() == "no" else queryset


@admin.register(Variable)
class VariableAdmin(ConfigurationAdmin):
    """Companies' values."""

    section = Section.VARIABLES
    form = VariableForm
    list_display = ("label", "name", "company", "value", "type", "needed")
    list_filter = (
        ("company", CompanyFilter),
        FilledInFilter,
        "required",
        "type",
        ("category", ValuesFilter),
    )
    search_fields = ("label", "name", "value", "company__name")
    needed = label_of("required", "required", "warning")
    fieldsets = (
        (None, {"fields": ("company", ("name", "label"), ("type", "required"), "choices")}),
        ("Value", {"fields": ("value", "example")}),
        ("What a value must be", {"fields": ("default", "validation")}),
        ("How it is shown", {"fields": (("category", "position"),)}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Variable | None = None) -> Any:
        """Fix the name too: replies use it."""
        names = super().get_readonly_fields(request, obj)
        return names if obj is None else (*names, "name")


class WordAdmin(ConfigurationAdmin):
    """A page for words, the template's and the company's own."""

    section = Section.WORDS
    list_filter = (("company", CompanyFilter), "origin")
    search_fields = ("word", "company__name")
    readonly_fields = ("origin",)


@admin.register(FillerWord)
class FillerWordAdmin(WordAdmin):
    """Words that callers say without meaning them."""

    list_display = ("word", "company", "origin")
    fields = ("company", "word", "origin")


@admin.register(UrgencyKeyword)
class UrgencyKeywordAdmin(WordAdmin):
    """Words that make a turn urgent."""

    list_display = ("word", "weight", "company", "origin")
    fields = ("company", "word", "weight", "origin")


@admin.register(Synonym)
class SynonymAdmin(WordAdmin):
    """Words that are heard as others."""

    list_display = ("word", "means", "company", "origin")
    search_fields = ("word", "means", "company__name")
    fields = ("company", ("word", "means"), "origin")
