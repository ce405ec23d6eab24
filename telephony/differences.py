"""What a write changed, for the audit log."""

from collections.abc import Mapping
from typing import Any

from tenants.audit import record


def record_difference(
    actor: str, action: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """Put the members that differ on record; where none does, nothing."""
    changed = [name for name in after if before[name] != after[name]]
    if changed:
        was, now = ({name: document[name] for name in changed} for document in (before, after))
        record(actor, action, before=was, after=now)
