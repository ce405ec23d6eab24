"""A company's retention applied: what is too old is emptied, page by page, any number of times."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from telephony.models import Appointment, Call, CallTurn, Message, TextMessage
from telephony.privacy.blanking import blank, not_blank
from telephony.privacy.recordings import doom_recordings
from telephony.privacy.retention import retention
from tenants.audit import record
from tenants.offboarding.desk_entries import forget_desk_entries
from tenants.scope import company_scope
from tenants.tenant_model import TenantModel

PAGE_ROWS = 500


@dataclass(frozen=True)
class Rule:
    """Whose words go after how long: `at` is when a row of the model begins to age."""

    model: type[TenantModel]
    days: str
    at: str

    @property
    def name(self) -> str:
        """Return the rows' name, as the result tells it."""
        return str(self.model._meta.verbose_name_plural)


RULES = (
    Rule(CallTurn, "transcript_days", "call__started_at"),
    Rule(Call, "transcript_days", "started_at"),
    Rule(Message, "message_days", "created_at"),
    Rule(TextMessage, "message_days", "created_at"),
    Rule(Appointment, "message_days", "created_at"),
)
KEPT_FOR_EVER = {
    "telephony.OptOut": "Who wants no texts gets none, however long ago that was said.",
    "telephony.SpamRule": "The company's own word on a caller, who is not forgotten by it.",
}
"""Models with personal fields that do not age, with the reason."""


def apply_retention(company_id: UUID, now: datetime, *, is_trial: bool = False) -> dict[str, int]:
    """Empty what is too old, and note its recordings; return how many rows of each kind.

    A trial only counts. What was done is done: a second run finds nothing.
    """
    counts = {rule.name: _apply(rule, company_id, now, is_trial) for rule in RULES}
    recorded = [rule for rule in RULES if rule.model.recording_fields]
    counts["recordings"] = sum(_forget(rule, company_id, now, is_trial) for rule in recorded)
    if any(counts.values()) and not is_trial:
        with company_scope(company_id, writing=True):
            record("apply_retention", "retention_applied", **counts)
    return counts


def _apply(rule: Rule, company_id: UUID, now: datetime, is_trial: bool) -> int:
    count = 0
    with company_scope(company_id):
        due = _due(rule, rule.days, rule.model.personal_fields, now)
        if due is None or is_trial:
            return 0 if due is None else due.count()
    for ids in _pages(company_id, due):
        with company_scope(company_id, writing=True):
            count += blank(rule.model, ids)
            forget_desk_entries(rule.model, ids)
    return count


def _forget(rule: Rule, company_id: UUID, now: datetime, is_trial: bool) -> int:
    count = 0
    with company_scope(company_id):
        due = _due(rule, "recording_days", rule.model.recording_fields[:1], now)
        if due is None or is_trial:
            return 0 if due is None else due.count()
    for ids in _pages(company_id, due):
        with company_scope(company_id, writing=True):
            count += doom_recordings(rule.model, ids)
    return count


def _due(rule: Rule, days: str, fields: tuple[str, ...], now: datetime) -> Any | None:
    """Return the rows that are too old and still hold something; None where nothing ages."""
    kept_days = getattr(retention(), days)
    if kept_days is None:
        return None
    old = {f"{rule.at}__lt": now - timedelta(days=kept_days)}
    return rule.model.objects.filter(not_blank(rule.model, fields), **old).order_by("pk")


def _pages(company_id: UUID, due: Any) -> Iterator[list[UUID]]:
    """Yield the ids page by page, so that each row is looked at once."""
    last: UUID | None = None
    while ids := _page(company_id, due if last is None else due.filter(pk__gt=last)):
        yield ids
        last = ids[-1]


def _page(company_id: UUID, due: Any) -> list[UUID]:
    with company_scope(company_id):
        return list(due.values_list("pk", flat=True)[:PAGE_ROWS])
