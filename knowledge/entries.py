"""A company's entries: added, changed and removed, each on record."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Q

from knowledge.cleaning import distinct
from knowledge.models import QuestionAnswer, Status
from tenants.audit import record
from tenants.databases import atomic
from tenants.errors import RefusedByRule

ACTIVE_MAX = 5_000
ENTRIES_MAX = 10_000
"""Drafts and archived entries included."""

FIELDS = ("question", "alternatives", "answer", "category", "status")
"""What people write of an entry."""


def described(entry: QuestionAnswer, names: Iterable[str] = FIELDS) -> dict[str, Any]:
    """Return what people wrote of an entry."""
    return {name: getattr(entry, name) for name in names}


@atomic()
def add_entry(
    given: Mapping[str, Any], *, actor: str, told: Iterable[str] = FIELDS
) -> QuestionAnswer:
    """Add an entry to the bound company's; raises `RefusedByRule` where it has no room.

    `told` are the fields that the audit log tells.
    """
    entry = new_entry(given)
    entry.save()
    require_room()
    record(actor, "knowledge_added", entry=str(entry.id), after=described(entry, told))
    return entry


def new_entry(given: Mapping[str, Any]) -> QuestionAnswer:
    """Return an entry that is not saved yet."""
    entry = QuestionAnswer(**given)
    entry.alternatives = distinct(entry.question, entry.alternatives)
    return entry


@atomic()
def change_entry(entry: QuestionAnswer, given: Mapping[str, Any], *, actor: str) -> None:
    """Change the fields that are given; raises `RefusedByRule` where there is no room."""
    before = described(entry)
    changed = merge(entry, given)
    if not changed:
        return
    entry.save()
    require_room()
    record(
        actor,
        "knowledge_changed",
        entry=str(entry.id),
        before={name: before[name] for name in changed},
        after=described(entry, changed),
    )


def merge(entry: QuestionAnswer, given: Mapping[str, Any]) -> list[str]:
    """Take the given fields over into the entry, and return the names of those that differ now."""
    before = described(entry)
    for name, value in given.items():
        setattr(entry, name, value)
    entry.alternatives = distinct(entry.question, entry.alternatives)
    return [name for name in FIELDS if getattr(entry, name) != before[name]]


@atomic()
def remove_entry(entry: QuestionAnswer, *, actor: str) -> None:
    """Remove an entry."""
    record(actor, "knowledge_removed", entry=str(entry.id), before=described(entry))
    entry.delete()


def require_room() -> None:
    """Raise `RefusedByRule` where the bound company has more entries than one may have."""
    is_active = Q(status=Status.ACTIVE)
    counts = QuestionAnswer.objects.aggregate(
        entries=Count("id"), active=Count("id", filter=is_active)
    )
    if counts["active"] > ACTIVE_MAX:
        raise RefusedByRule(f"A company has at most {ACTIVE_MAX:,} active entries; archive some.")
    if counts["entries"] > ENTRIES_MAX:
        raise RefusedByRule(f"A company has at most {ENTRIES_MAX:,} entries; remove some.")
