"""A template that builds on another: what it has in all, and what of it is its own."""

from typing import Any

Document = dict[str, Any]

_NAMED = {
    "categories": "key",
    "scenarios": "key",
    "variableDefinitions": "name",
    "urgencyKeywords": "word",
}
"""The lists of a document, and what tells their items apart."""


def resolve(own: Document, parent: Document | None) -> Document:
    """Return the document with its parent's items; one of its own with the same key replaces."""
    if parent is None:
        return own
    lists = {field: _joined(parent[field], own[field], name) for field, name in _NAMED.items()}
    fillers = sorted({*parent["fillerWords"], *own["fillerWords"]})
    return {**own, **lists, "fillerWords": fillers}


def own_part(document: Document, parent: Document) -> Document:
    """Return the document without the items that are just its parent's: undoes `resolve`."""
    lists = {
        field: [item for item in document[field] if item not in parent[field]] for field in _NAMED
    }
    fillers = [word for word in document["fillerWords"] if word not in parent["fillerWords"]]
    return {**document, **lists, "fillerWords": fillers}


def _joined(parent: list[Document], own: list[Document], name: str) -> list[Document]:
    items = {item[name]: item for item in parent}
    return list((items | {item[name]: item for item in own}).values())
