"""A company's audit log: append-only, written in the company's scope."""

from typing import Any

from tenants.models import AuditEntry


def record(actor: str, action: str, **details: Any) -> None:
    """Add an entry to the bound company's log; details hold no secret and no caller's words."""
    AuditEntry.objects.create(actor=actor, action=action, details=details)
