"""Every route that the resolver has, each with a way to call it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

COMPANY = "api/company/<uuid:company_id>/"
_PARAMETER = re.compile(r"<(?:[a-z]+:)?([a-z_]+)>")
_PATTERN = re.compile(r"\(\?P<([a-z_]+)>[^)]*\)")


@dataclass(frozen=True)
class Route:
    """A route as `urls.py` writes it."""

    written: str

    @property
    def path(self) -> str:
        """Return the route as the table of rules and the API's document write it."""
        return f"/{_PARAMETER.sub(lambda found: f'{{{_shown(found[1])}}}', self.written)}"

    @property
    def parameters(self) -> list[str]:
        """Return the names of what has to be filled in."""
        return [_shown(name) for name in _PARAMETER.findall(self.written)]


def all_routes() -> list[Route]:
    """Return every route, the desk's included, in a fixed order."""
    return sorted(set(_routes(get_resolver().url_patterns, "")), key=lambda one: one.written)


def company_routes() -> list[Route]:
    """Return the routes below a company."""
    return [one for one in all_routes() if one.written.startswith(COMPANY)]


def _routes(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[Route]:
    for one in patterns:
        path = prefix + _PATTERN.sub(r"<\1>", str(one.pattern)).strip("^$")
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, path)
        else:
            yield Route(path)


def _shown(name: str) -> str:
    """Return a parameter's name as the API writes it."""
    first, *others = {"pk": "id"}.get(name, name).split("_")
    return first + "".join(word.title() for word in others)
