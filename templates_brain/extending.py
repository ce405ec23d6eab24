"""A template that builds on another: what it has in all, and what of it is its own."""

from dataclasses import dataclass
from typing import Any

from templates_brain.documents import NAMED
from templates_brain.models import Template

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ParentsNews:
    """A template's parent has a newer version than the one that it was published on.

    `built_on` is None where that is not on record, or where nothing was published yet.
    """

    parent: Template
    built_on: int | None
    newest: int


def parents_news(template: Template) -> ParentsNews | None:
    """Return what publishing the draft again would bring in of the parent's, or None."""
    newest = template.extends.latest_version() if template.extends else None
    if template.extends is None or newest is None:
        return None
    latest = template.latest_version()
    built_on = latest.parent_version if latest else None
    if built_on == newest.number:
        return None
    return ParentsNews(template.extends, built_on, newest.number)


def resolve(own: Document, parent: Document | None) -> Document:
    """Return the document with its parent's items; one of its own with the same key replaces."""
    if parent is None:
        return own
    lists = {field: _joined(parent[field], own[field], name) for field, name in NAMED.items()}
    lists["categories"] = _with_words(lists["categories"], parent["categories"])
    fillers = sorted({*parent["fillerWords"], *own["fillerWords"]})
    return {**own, **lists, "fillerWords": fillers}


def own_part(document: Document, parent: Document) -> Document:
    """Return the document without the items that are just its parent's: undoes `resolve`."""
    lists = {
        field: [item for item in document[field] if item not in parent[field]] for field in NAMED
    }
    fillers = [word for word in document["fillerWords"] if word not in parent["fillerWords"]]
    return {**document, **lists, "fillerWords": fillers}


def _joined(parent: list[Document], own: list[Document], name: str) -> list[Document]:
    items = {item[name]: item for item in parent}
    return list((items | {item[name]: item for item in own}).values())


def _with_words(categories: list[Document], parents: list[Document]) -> list[Document]:
    """Return the categories, the parent's words in those that have none of their own."""
    theirs = {category["key"]: _words_of(category) for category in parents}
    return [
        one if any(_words_of(one).values()) else {**one, **theirs.get(one["key"], {})}
        for one in categories
    ]


def _words_of(category: Document) -> Document:
    return {name: value for name, value in category.items() if name not in ("key", "name")}
