"""A newer template brought into a company's copy: a three-way merge, field by field.

Base is the version that the company is on, theirs the new version, ours the company's copy; all
three are documents (documents.py), and ours names each scenario's `origin`. Nothing here reads or
writes anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Scenario = Mapping[str, Any]
Scenarios = Mapping[str, Scenario]
Choice = Literal["keep", "take"]

ITEM_FIELDS = frozenset({"triggers", "regexTriggers", "negativeTriggers", "testPhrases"})
"""Lists that merge item by item; every other field is one value, a list of replies too."""

OWN_FIELDS = frozenset({"key", "origin", "changedFields"})
"""What is the company's bookkeeping, and no part of a scenario's content."""


@dataclass(frozen=True)
class Conflict:
    """What both sides changed; `resolution` is None while nobody has decided."""

    key: str
    reason: Literal["both_changed", "removed_upstream", "removed_here"]
    fields: tuple[str, ...] = ()
    resolution: Choice | None = None


@dataclass(frozen=True)
class Decisions:
    """What to do about conflicts: by scenario key, else one choice for all, else undecided."""

    on_conflict: Choice | None = None
    by_key: Mapping[str, Choice] = field(default_factory=dict)

    def about(self, key: str) -> Choice | None:
        """Return the choice for a scenario."""
        return self.by_key.get(key, self.on_conflict)


@dataclass(frozen=True)
class Merge:
    """The merged scenarios by key, and what became of which; lists are sorted keys."""

    scenarios: Scenarios
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
    """One scenario after the merge: None where it is gone."""

    key: str
    scenario: Scenario | None
    conflict: Conflict | None = None


def merge_scenarios(
    base: Scenarios, theirs: Scenarios, ours: Scenarios, decisions: Decisions
) -> Merge:
    """Merge the new version's scenarios into the company's."""
    outcomes = [
        _merge_one(key, base.get(key), theirs.get(key), ours.get(key), decisions)
        for key in dict.fromkeys((*theirs, *ours, *base))
    ]
    merged = {one.key: one.scenario for one in outcomes if one.scenario is not None}
    return Merge(
        scenarios=merged,
        added=_keys(key for key in merged if key not in ours),
        updated=_keys(key for key in merged if key in ours and _differ(merged[key], ours[key])),
        removed=_keys(key for key in ours if key not in merged),
        kept=_keys(key for key in merged if key in ours and _is_own(merged[key])),
        conflicts=tuple(one.conflict for one in outcomes if one.conflict),
    )


def changed_fields(ours: Scenario, theirs: Scenario) -> list[str]:
    """Return the content fields in which the company's scenario is not the template's."""
    return sorted(
        name for name in theirs if name not in OWN_FIELDS and ours.get(name) != theirs[name]
    )


def merge_items(base: Iterable[Any], theirs: Iterable[Any], ours: Iterable[Any]) -> list[Any]:
    """Merge lists by item: theirs without what we took out, then what we put in."""
    before, now, own = list(base), list(theirs), list(ours)
    taken_out = [item for item in before if item not in own]
    put_in = [item for item in own if item not in before and item not in now]
    return [item for item in now if item not in taken_out] + put_in


def _merge_one(
    key: str,
    base: Scenario | None,
    theirs: Scenario | None,
    ours: Scenario | None,
    decisions: Decisions,
) -> _Outcome:
    if ours is None:
        return _merge_absent(key, base, theirs, decisions)
    if ours.get("origin") == "company":
        return _Outcome(key, ours)
    if theirs is None:
        return _merge_withdrawn(key, base, ours, decisions)
    return _merge_present(key, base or theirs, theirs, ours, decisions)


def _merge_absent(
    key: str, base: Scenario | None, theirs: Scenario | None, decisions: Decisions
) -> _Outcome:
    """New upstream, or removed here: what we removed comes back only if we say so."""
    if theirs is None:
        return _Outcome(key, None)
    if base is None:
        return _Outcome(key, _as_theirs(theirs))
    if not changed_fields(base, theirs):
        return _Outcome(key, None)
    choice = decisions.about(key)
    conflict = Conflict(key, "removed_here", resolution=choice)
    return _Outcome(key, _as_theirs(theirs) if choice == "take" else None, conflict)


def _merge_withdrawn(
    key: str, base: Scenario | None, ours: Scenario, decisions: Decisions
) -> _Outcome:
    """Removed upstream: gone here too, unless we changed it; kept, it becomes our own."""
    changed = changed_fields(ours, base) if base is not None else []
    if base is not None and not changed:
        return _Outcome(key, None)
    choice = decisions.about(key)
    conflict = Conflict(key, "removed_upstream", tuple(changed), choice)
    kept = {**ours, "origin": "company", "changedFields": []}
    return _Outcome(key, None if choice == "take" else kept, conflict)


def _merge_present(
    key: str, base: Scenario, theirs: Scenario, ours: Scenario, decisions: Decisions
) -> _Outcome:
    choice = decisions.about(key)
    merged, contested = dict(theirs), []
    for name in theirs:
        if name in OWN_FIELDS:
            continue
        was, now, own = base.get(name), theirs[name], ours.get(name)
        if own in (was, now):
            merged[name] = now
        elif now == was:
            merged[name] = own
        elif name in ITEM_FIELDS:
            merged[name] = merge_items(was or [], now, own or [])
        else:
            contested.append(name)
            merged[name] = now if choice == "take" else own
    conflict = Conflict(key, "both_changed", tuple(contested), choice) if contested else None
    changed = changed_fields(merged, theirs)
    own_marks = {"key": key, "origin": "template", "changedFields": changed}
    return _Outcome(key, {**merged, **own_marks}, conflict)


def _as_theirs(theirs: Scenario) -> Scenario:
    return {**theirs, "origin": "template", "changedFields": []}


def _is_own(scenario: Scenario) -> bool:
    return bool(scenario.get("changedFields")) or scenario.get("origin") == "company"


def _differ(one: Scenario, other: Scenario) -> bool:
    return any(one[name] != other.get(name) for name in one if name != "changedFields")


def _keys(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(keys))
