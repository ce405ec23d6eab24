"""Pages of a list."""

import re
from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.views import APIView

PAGE_SIZE = 50
PAGE_SIZE_MAX = 200
_WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


class PageNumberPages(PageNumberPagination):
    """`?page=` and `?pageSize=` → `{count, next, previous, results}`.

    A size above the greatest is taken as the greatest, a page past the last is a 404.
    """

    page_size = PAGE_SIZE
    page_size_query_param = "pageSize"
    page_size_query_description = (
        f"Results on a page: {PAGE_SIZE}, more are taken as {PAGE_SIZE_MAX}."
    )
    max_page_size = PAGE_SIZE_MAX
    last_page_strings = ()

    def paginate_queryset(
        self, queryset: QuerySet[Any], request: Request, view: APIView | None = None
    ) -> list[Any] | None:
        """Return the page; raises `ValidationError` for a page or a size that is no number."""
        for name in (self.page_query_param, self.page_size_query_param):
            _require_positive(request, name)
        page: list[Any] | None = super().paginate_queryset(queryset, request, view)
        return page

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """Describe both parameters as whole numbers from 1."""
        whole = {"type": "integer", "minimum": 1}
        described = super().get_schema_operation_parameters(view)
        return [{**parameter, "schema": whole} for parameter in described]


def _require_positive(request: Request, name: str) -> None:
    if not _WHOLE_NUMBER.fullmatch(request.query_params.get(name, "1")):
        raise ValidationError({name: ["Give a whole number from 1."]})
