"""How a list is searched and ordered: the same parameters on every list of the API."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.filters import OrderingFilter, SearchFilter
from rest_framework.request import Request
from rest_framework.views import APIView

SEARCH_MAX_CHARS = 200


class TextSearch(SearchFilter):
    """`?search=`: rows that hold every word of it, in any of the view's `search_fields`."""

    search_description = "Words that each result holds; a phrase stands in double quotes."

    def get_search_terms(self, request: Request) -> list[str]:
        """Return the words; raises `ValidationError` for a search that is a text of its own."""
        if len(request.query_params.get(self.search_param, "")) > SEARCH_MAX_CHARS:
            raise ValidationError({"search": [f"Search for at most {SEARCH_MAX_CHARS} letters."]})
        terms: list[str] = super().get_search_terms(request)
        return terms

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """Describe the parameter where the view can be searched."""
        if not getattr(view, "search_fields", None):
            return []
        (search,) = super().get_schema_operation_parameters(view)
        return [{**search, "schema": {"type": "string", "maxLength": SEARCH_MAX_CHARS}}]


class NamedOrdering(OrderingFilter):
    """`?ordering=`: the API's names, which the view's `ordering_fields` map to columns.

    Rows that are alike follow each other by primary key, so that no row stands on two pages.
    """

    def get_ordering(
        self, request: Request, queryset: QuerySet[Any], view: APIView
    ) -> tuple[str, ...]:
        """Return the columns; raises `ValidationError` for a name that nothing is ordered by."""
        columns = _columns_of(view)
        asked = request.query_params.get(self.ordering_param, "") if columns else ""
        names = [name.strip() for name in asked.split(",") if name.strip()]
        if any(name.removeprefix("-") not in columns for name in names):
            raise ValidationError({"ordering": [f"Order by {', '.join(columns)}."]})
        ordering = [_column(columns, name) for name in names] or _usual(queryset, view)
        return (*ordering, "pk")

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """Describe the parameter, with the view's names, where the view can be ordered."""
        columns = _columns_of(view)
        if not columns:
            return []
        (ordering,) = super().get_schema_operation_parameters(view)
        names = ", ".join(f"`{name}`" for name in columns)
        told = f"{names}; with a `-` before it descending; several with commas between them."
        return [{**ordering, "description": told}]


def _columns_of(view: APIView) -> Mapping[str, str]:
    columns: Mapping[str, str] = getattr(view, "ordering_fields", {})
    return columns


def _column(columns: Mapping[str, str], name: str) -> str:
    return f"-{columns[name[1:]]}" if name.startswith("-") else columns[name]


def _usual(queryset: QuerySet[Any], view: APIView) -> tuple[Any, ...]:
    """Return the order of a list that nobody asked to be ordered."""
    return tuple(
        getattr(view, "ordering", ()) or queryset.query.order_by or queryset.model._meta.ordering
    )
