"""Every path under a company, found by walking the URL resolver."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, StringConverter, UUIDConverter

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")
NOBODY = "00000000-0000-4000-8000-000000000000"
_PREFIX = "api/company/<uuid:company_id>/"
_SAMPLES = {UUIDConverter: NOBODY, StringConverter: "goodbye", IntConverter: "1"}


def company_paths() -> list[str]:
    """Return each path below a company with sample arguments; a new converter needs a sample."""
    (company,) = [one for one in get_resolver().url_patterns if str(one.pattern) == _PREFIX]
    return sorted(set(_paths(company.url_patterns)))


def _paths(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for one in patterns:
        path = prefix + _filled(one.pattern)
        if isinstance(one, URLResolver):
            yield from _paths(one.url_patterns, path)
        else:
            yield path


def _filled(pattern: Any) -> str:
    path = str(pattern)
    for name, converter in pattern.converters.items():
        kind = "str" if type(converter) is StringConverter else _kind(converter)
        path = path.replace(f"<{kind}:{name}>", _SAMPLES[type(converter)])
    return path


def _kind(converter: Any) -> str:
    return {UUIDConverter: "uuid", IntConverter: "int"}[type(converter)]
