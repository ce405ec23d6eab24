"""The desk's pages of the rows of a template's draft."""

from typing import Any

from django.contrib import admin

from templates_brain.admin.frame import scripts
from templates_brain.admin.lists import EDITED_BY_LINES
from templates_brain.admin.row_forms import (
    TemplateBehaviourForm,
    TemplateCategoryForm,
    TemplateRowForm,
    TemplateVariableForm,
)
from templates_brain.models import (
    TemplateBehaviour,
    TemplateCategory,
    TemplateFillerWord,
    TemplateSynonym,
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

    form = TemplateCategoryForm
    fields = ("template", ("key", "name"), "filler_words", "synonyms", "position")
    list_display = ("name", "key", "template", "position")
    search_fields = ("name", "key")


@admin.register(TemplateBehaviour)
class TemplateBehaviourAdmin(TemplateRowAdmin):
    """Ways of speaking that a draft's scenarios choose from."""

    form = TemplateBehaviourForm
    list_display = ("name", "key", "template", "tone", "pace", "emotion")
    search_fields = ("name", "key", "openers")
    fields = ("template", ("key", "name"), ("tone", "pace"), ("emotion", "position"), "openers")

    @property
    def media(self) -> Any:
        """Add the script that counts lines."""
        return super().media + scripts("lines")


@admin.register(TemplateVariable)
class TemplateVariableAdmin(TemplateRowAdmin):
    """Variables that companies fill in."""

    form = TemplateVariableForm
    list_display = ("label", "name", "template", "type", "needed", "category")
    list_filter = ("template", "required", "type", ("category", ValuesFilter))
    search_fields = ("label", "name")
    needed = label_of("required", "required", "warning")
    fieldsets = (
        (None, {"fields": ("template", ("name", "label"), ("type", "required"), "choices")}),
        ("What a value must be", {"fields": ("default", "validation")}),
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


@admin.register(TemplateSynonym)
class TemplateSynonymAdmin(TemplateRowAdmin):
    """Words that are heard as others."""

    list_display = ("word", "means", "template")
    search_fields = ("word", "means")
