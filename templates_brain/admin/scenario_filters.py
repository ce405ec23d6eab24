"""How a template's scenarios are narrowed down: by category, and by what they have a parent for."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from templates_brain.models import TemplateCategory, TemplateScenario

OF_TEMPLATE = "template__id__exact"


class CategoryFilter(admin.SimpleListFilter):
    """Narrows to one category, called by its name; of one template where one is chosen."""

    title = "category"
    parameter_name = "category"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the categories by key, each once."""
        rows = TemplateCategory.objects.order_by("name")
        template = template_id(request)
        chosen = rows.filter(template=template) if template else rows
        return sorted(dict(chosen.values_list("key", "name")).items(), key=lambda one: one[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the category's rows."""
        return queryset.filter(category__key=self.value()) if self.value() else queryset


class OriginFilter(admin.SimpleListFilter):
    """Tells scenarios that only this template has from those that replace its parent's."""

    title = "origin"
    parameter_name = "origin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("own", "Only in this template"), ("replacing", "Replaces the parent's")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows of the chosen kind."""
        wanted = {"own": False, "replacing": True}.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(is_replacing=wanted)


def with_origin(scenarios: QuerySet[TemplateScenario]) -> QuerySet[Any]:
    """Return the scenarios with `is_replacing`: whether their template's parent has the key too."""
    parents = TemplateScenario.objects.filter(
        template=OuterRef("template__extends"), key=OuterRef("key")
    )
    return scenarios.annotate(is_replacing=Exists(parents))


def template_id(request: HttpRequest) -> UUID | None:
    """Return the template that a list of scenarios is narrowed to."""
    try:
        return UUID(request.GET.get(OF_TEMPLATE, ""))
    except ValueError:
        return None
