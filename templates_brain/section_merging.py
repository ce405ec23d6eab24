"""A company's sections brought to a template's new version: each kind of row by the same merge."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from templates_brain.merging import (
    Conflict,
    Decisions,
    Merge,
    label_of,
    merge_items,
    merge_rows,
)
from templates_brain.models import Section
from templates_brain.models.fields import Origin
from templates_brain.snapshots import in_order
from templates_brain.values import checked_value

Content = dict[str, Any]
Rows = dict[str, Content]

_MARKS = ("origin", "changedFields")
_BESIDE = ("position", "value")


@dataclass(frozen=True)
class MergedSections:
    """The sections as they would stand, the scenarios' merge, and every kind's conflicts."""

    sections: dict[str, Content]
    scenarios: Merge
    conflicts: tuple[Conflict, ...]

    @property
    def is_decided(self) -> bool:
        """Whether every conflict has a resolution."""
        return all(conflict.resolution for conflict in self.conflicts)


def merge_sections(
    base: Content, theirs: Content, ours: dict[str, Content], decisions: Decisions
) -> MergedSections:
    """Merge a version into a company's sections; base is the version that the company is on.

    Both versions are as companies get them (`documents.as_cloned`).
    """
    merging = _Merging(base, theirs, decisions, [])
    scenarios, here = ours[Section.SCENARIOS], ours[Section.SCENARIOS]["scenarios"]
    merged = merging.merge("scenario", "scenarios", "key", here)
    sections = {
        Section.VARIABLES: {"variables": _variables(merging, ours[Section.VARIABLES]["variables"])},
        Section.WORDS: _words(merging, ours[Section.WORDS]),
        Section.SCENARIOS: {
            **scenarios,
            "categories": _groups(merging, "category", "categories", scenarios, merged),
            "behaviours": _groups(merging, "behaviour", "behaviours", scenarios, merged),
            "scenarios": list(merged.rows.values()),
        },
    }
    return MergedSections(sections, merged, tuple(merging.conflicts))


@dataclass(frozen=True)
class _Merging:
    """One merge of all kinds, which gathers their conflicts."""

    base: Content
    theirs: Content
    decisions: Decisions
    conflicts: list[Conflict]

    def merge(self, kind: str, field: str, name: str, ours: Iterable[Content]) -> Merge:
        """Merge one list of the documents, whose items `name` tells apart."""
        merged = merge_rows(
            _by(name, self.base[field]),
            _by(name, self.theirs[field]),
            _by(name, ours),
            self.decisions,
            kind,
        )
        self.conflicts.extend(merged.conflicts)
        return merged


def _groups(
    merging: _Merging, kind: str, field: str, ours: Content, scenarios: Merge
) -> list[Content]:
    """Merge categories or behaviours; one that a merged scenario names is always there."""
    offered, known = _by("key", merging.theirs[field]), _by("key", merging.base[field])
    here = _by("key", ours[field])
    marked = [_marked(_without(one, _BESIDE), key in known) for key, one in here.items()]
    merged = merging.merge(kind, field, "key", marked)
    kept = {key: _without(row, _MARKS) for key, row in merged.rows.items()}
    named = {one[kind] for one in scenarios.rows.values()}
    needed = {key: row for key, row in {**offered, **here}.items() if key in named}
    places = {key: row["position"] for key, row in here.items()}
    places |= {key: place for place, key in enumerate(offered)}
    rows = [{**row, "position": places[key]} for key, row in {**needed, **kept}.items()]
    return in_order(rows, "position", "key")


def _words(merging: _Merging, ours: Content) -> Content:
    own = {field: [one for one in rows if _is_company(one)] for field, rows in ours.items()}
    here = {field: [one for one in rows if not _is_company(one)] for field, rows in ours.items()}
    fillers = merge_items(
        merging.base["fillerWords"],
        merging.theirs["fillerWords"],
        [one["word"] for one in here["fillerWords"]],
    )
    merged = {
        "fillerWords": [{"word": word, "origin": Origin.TEMPLATE.value} for word in fillers],
        "urgencyKeywords": _keyed_words(merging, "urgency", "urgencyKeywords", here),
        "synonyms": _keyed_words(merging, "synonym", "synonyms", here),
    }
    return {field: _beside_own(rows, own[field]) for field, rows in merged.items()}


def _keyed_words(merging: _Merging, kind: str, field: str, here: Content) -> list[Content]:
    merged = merging.merge(kind, field, "word", here[field])
    return [_without(row, ("changedFields",)) for row in merged.rows.values()]


def _beside_own(merged: list[Content], own: list[Content]) -> list[Content]:
    """Return the words with the company's own, which win over one that a merge made its own."""
    words = {(one["origin"], one["word"]): one for one in (*merged, *own)}
    return in_order(words.values(), "origin", "word")


def _variables(merging: _Merging, ours: list[Content]) -> list[Content]:
    """Merge the definitions; a value that stands keeps standing, whatever became of its variable.

    One from before any template knew its name takes the template's definition over.
    """
    field, here = "variableDefinitions", _by("name", ours)
    known, offered = _by("name", merging.base[field]), _by("name", merging.theirs[field])
    adopted = [_definition(one) for name, one in here.items() if name in offered.keys() - known]
    base = {**merging.base, field: [*known.values(), *adopted]}
    marked = [
        _marked(_definition(one), one["name"] in known or one["name"] in offered) for one in ours
    ]
    bound = _Merging(base, merging.theirs, merging.decisions, merging.conflicts)
    merged = bound.merge("variable", field, "name", marked)
    places = {name: place for place, name in enumerate(offered)}
    rows = {
        name: _fitted(merging, here.get(name), _without(row, _MARKS), places.get(name))
        for name, row in merged.rows.items()
    }
    valued = {name: one for name, one in here.items() if one["value"]}
    return in_order({**valued, **rows}.values(), "name")


def _fitted(merging: _Merging, ours: Content | None, row: Content, place: int | None) -> Content:
    """Return the definition with the company's value, which a new definition may refuse."""
    if ours is None:
        return {**row, "position": place or 0, "value": ""}
    stands = {name: ours[name] for name in _BESIDE}
    moved = {**stands, "position": ours["position"] if place is None else place}
    if row == _definition(ours):
        return {**row, **moved}
    try:
        facts = (ours["value"], row["choices"], row["validation"])
        return {**row, **moved, "value": checked_value(row["type"], *facts)}
    except ValidationError:
        label = label_of("variable", row["name"])
        choice = merging.decisions.about(label)
    merging.conflicts.append(Conflict(label, "value_refused", ("value",), choice))
    return {**row, **moved, "value": ""} if choice == "take" else {**ours, **moved}


def _definition(row: Content) -> Content:
    return _without(row, _BESIDE)


def _marked(row: Content, is_templates: bool) -> Content:
    """Return a row of a kind that keeps no record of whose it is, with whose it must be."""
    origin = Origin.TEMPLATE if is_templates else Origin.COMPANY
    return {**row, "origin": origin.value}


def _without(row: Any, names: tuple[str, ...]) -> Content:
    return {name: value for name, value in row.items() if name not in names}


def _by(name: str, rows: Iterable[Content]) -> Rows:
    return {row[name]: row for row in rows}


def _is_company(word: Content) -> bool:
    return bool(word["origin"] == Origin.COMPANY)
