"""A newer template brought into a company's copy: a three-way merge, field by field.

Base is the version that the company is on, theirs the new version, ours the company's copy; all
three are documents (documents.py), and ours names each row's `origin`. Scenarios and every other
kind of row obey the same laws. Nothing here reads or writes anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Row = Mapping[str, Any]
Rows = Mapping[str, Row]
Choice = Literal["keep", "take"]

SCENARIO = "scenario"

ITEM_FIELDS = frozenset(
    {"triggers", "regexTriggers", "negativeTriggers", "testPhrases", "fillerWords"}
)
"""Lists that merge item by item; every other field is one value, a list of replies too."""

OWN_FIELDS = frozenset({"key", "origin", "changedFields"})
"""What is the company's bookkeeping, and no part of a row's content."""


@dataclass(frozen=True)
class Conflict:
    """What both sides changed; `resolution` is None while nobody has decided.

    `key` is a scenario's, or names another row as `label_of` does.
    """

    key: str
    reason: Literal["both_changed", "removed_upstream", "removed_here", "value_refused"]
    fields: tuple[str, ...] = ()
    resolution: Choice | None = None


@dataclass(frozen=True)
class Decisions:
    """What to do about conflicts: by their key, else one choice for all, else undecided."""

    on_conflict: Choice | None = None
    by_key: Mapping[str, Choice] = field(default_factory=dict)

    def about(self, key: str) -> Choice | None:
        """Return the choice for a conflict's key."""
        return self.by_key.get(key, self.on_conflict)


@dataclass(frozen=True)
class Merge:
    """The merged rows by key, and what became of which; lists are sorted keys."""

    rows: Rows
    added: tuple[str, ...]
    updated: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def is_decided(self) -> bool:
        """Whether every conflict has a resolution."""
        return all(conflict.resolution for conflict in self.conflicts)


@dataclass(frozen=True)
class _Outcome:
    """One row after the merge: None where it is gone."""

    key: str
    row: Row | None
    conflict: Conflict | None = None


def merge_rows(
    base: Rows, theirs: Rows, ours: Rows, decisions: Decisions, kind: str = SCENARIO
) -> Merge:
    """Merge the new version's rows of one kind into the company's."""
    outcomes = [
        _merge_one(key, base.get(key), theirs.get(key), ours.get(key), _Choices(kind, decisions))
        for key in dict.fromkeys((*theirs, *ours, *base))
    ]
    merged = {one.key: one.row for one in outcomes if one.row is not None}
    return Merge(
        rows=merged,
        added=_keys(key for key in merged if key not in ours),
        updated=_keys(key for key in merged if key in ours and _differ(merged[key], ours[key])),
        removed=_keys(key for key in ours if key not in merged),
        kept=_keys(key for key in merged if key in ours and _is_own(merged[key])),
        conflicts=tuple(one.conflict for one in outcomes if one.conflict),
    )


def label_of(kind: str, key: str) -> str:
    """Return how conflicts and differences name a row: a scenario by its key alone."""
    return key if kind == SCENARIO else f"{kind}:{key}"


def changed_fields(ours: Row, theirs: Row) -> list[str]:
    """Return the content fields in which the company's row is not the template's."""
    return sorted(
        name for name in theirs if name not in OWN_FIELDS and ours.get(name) != theirs[name]
    )


def merge_items(base: Iterable[Any], theirs: Iterable[Any], ours: Iterable[Any]) -> list[Any]:
    """Merge lists by item: theirs without what we took out, then what we put in."""
    before, now, own = list(base), list(theirs), list(ours)
    taken_out = [item for item in before if item not in own]
    put_in = [item for item in own if item not in before and item not in now]
    return [item for item in now if item not in taken_out] + put_in


@dataclass(frozen=True)
class _Choices:
    """The decisions about the rows of one kind."""

    kind: str
    decisions: Decisions

    def conflict(self, key: str, reason: Any, fields: Iterable[str] = ()) -> Conflict:
        """Return a conflict with what was decided about it."""
        label = label_of(self.kind, key)
        return Conflict(label, reason, tuple(fields), self.decisions.about(label))


def _merge_one(
    key: str, base: Row | None, theirs: Row | None, ours: Row | None, choices: _Choices
) -> _Outcome:
    if ours is None:
        return _merge_absent(key, base, theirs, choices)
    if ours.get("origin") == "company":
        return _Outcome(key, ours)
    if theirs is None:
        return _merge_withdrawn(key, base, ours, choices)
    return _merge_present(key, base or theirs, theirs, ours, choices)


def _merge_absent(key: str, base: Row | None, theirs: Row | None, choices: _Choices) -> _Outcome:
    """New upstream, or removed here: what we removed comes back only if we say so."""
    if theirs is None:
        return _Outcome(key, None)
    if base is None:
        return _Outcome(key, _as_theirs(theirs))
    if not changed_fields(base, theirs):
        return _Outcome(key, None)
    conflict = choices.conflict(key, "removed_here")
    return _Outcome(key, _as_theirs(theirs) if conflict.resolution == "take" else None, conflict)


def _merge_withdrawn(key: str, base: Row | None, ours: Row, choices: _Choices) -> _Outcome:
    """Removed upstream: gone here too, unless we changed it; kept, it becomes our own."""
    changed = changed_fields(ours, base) if base is not None else []
    if base is not None and not changed:
        return _Outcome(key, None)
    conflict = choices.conflict(key, "removed_upstream", changed)
    kept = {**ours, "origin": "company", "changedFields": []}
    return _Outcome(key, None if conflict.resolution == "take" else kept, conflict)


def _merge_present(key: str, base: Row, theirs: Row, ours: Row, choices: _Choices) -> _Outcome:
    taken, kept, contested = dict(theirs), dict(theirs), []
    for name in theirs.keys() - OWN_FIELDS:
        was, now, own = base.get(name), theirs[name], ours.get(name)
        if own in (was, now):
            continue
        if now == was:
            taken[name] = kept[name] = own
        elif name in ITEM_FIELDS:
            taken[name] = kept[name] = merge_items(was or [], now, own or [])
        else:
            contested.append(name)
            kept[name] = own
    conflict = choices.conflict(key, "both_changed", sorted(contested)) if contested else None
    merged = taken if conflict and conflict.resolution == "take" else kept
    marks = {"origin": "template", "changedFields": changed_fields(merged, theirs)}
    return _Outcome(key, {**merged, **marks}, conflict)


def _as_theirs(theirs: Row) -> Row:
    return {**theirs, "origin": "template", "changedFields": []}


def _is_own(row: Row) -> bool:
    return bool(row.get("changedFields")) or row.get("origin") == "company"


def _differ(one: Row, other: Row) -> bool:
    return any(one[name] != other.get(name) for name in one if name != "changedFields")


def _keys(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(keys))
