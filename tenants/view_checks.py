"""System checks of the API's views: one that leaves open who may use it does not start."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.permissions import SAFE_METHODS
from rest_framework.views import APIView

from tenants.cache import NAMES
from tenants.permissions import NobodyMay
from tenants.views.company import CompanyView


@dataclass(frozen=True, slots=True)
class Routed:
    """A view of the API and the path that leads to it, as `urls.py` writes it."""

    path: str
    view: type[APIView]

    @property
    def writes(self) -> bool:
        """Return whether the view takes a verb that is not only for reading."""
        names = self.view.http_method_names
        verbs = [name for name in names if hasattr(self.view, name)]
        return any(verb.upper() not in SAFE_METHODS for verb in verbs)


def routed_views() -> list[Routed]:
    """Return every view of the API that a path leads to."""
    return list(_routed(get_resolver().url_patterns, ""))


@register(Tags.urls)
def every_view_says_who_may_use_it(**_: object) -> list[CheckMessage]:
    """Refuse a view without a permission of its own."""
    return [
        Error(f"{_label(one)} names no permission.", obj=one.view, id="tenants.E009")
        for one in routed_views()
        if NobodyMay in one.view.permission_classes
    ]


@register(Tags.urls)
def every_view_says_what_it_forgets(**_: object) -> list[CheckMessage]:
    """Refuse a company's view that writes and does not say what of the cache goes stale."""
    writing = [one for one in routed_views() if issubclass(one.view, CompanyView) and one.writes]
    return [
        Error(
            f"{_label(one)} does not say what it forgets.",
            f"Set forgets to () or to some of {', '.join(sorted(NAMES))}.",
            obj=one.view,
            id="tenants.E010",
        )
        for one in writing
        if not NAMES.issuperset(getattr(one.view, "forgets", ("nothing said",)))
    ]


def _routed(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[Routed]:
    for one in patterns:
        path = f"{prefix}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from _routed(one.url_patterns, path)
        elif isinstance(view := getattr(one.callback, "cls", None), type):
            yield Routed(f"/{path}", view)


def _label(one: Routed) -> str:
    return f"{one.view.__module__}.{one.view.__name__} at {one.path}"
