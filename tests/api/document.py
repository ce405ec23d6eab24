"""The OpenAPI document as the tests read it."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

Json = dict[str, Any]

VERBS = ("get", "post", "put", "patch", "delete")


@cache
def document() -> Json:
    """Return the document as `/api/schema` serves it."""
    made: Json = SchemaGenerator().get_schema(request=None, public=True)
    return made


def operations() -> Iterator[tuple[str, str, Json]]:
    """Yield the path, the verb and the description of each operation."""
    for path, item in document()["paths"].items():
        for verb in VERBS:
            if verb in item:
                yield path, verb, item[verb]


def referred(part: Json) -> Json:
    """Return what a `$ref` refers to, or the part itself."""
    reference = part.get("$ref")
    if reference is None:
        return part
    found: Any = document()
    for name in reference.removeprefix("#/").split("/"):
        found = found[name]
    return dict(found)
