"""Pages of a list."""

from rest_framework.pagination import PageNumberPagination


class PageNumberPages(PageNumberPagination):
    """`?page=` and `?pageSize=` (50, at most 200) → `{count, next, previous, results}`."""

    page_size = 50
    page_size_query_param = "pageSize"
    max_page_size = 200
