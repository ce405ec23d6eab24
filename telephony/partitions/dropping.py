"""Whole months of turns that no company keeps, dropped: a statement instead of millions of rows.

The calls stay, a short row each, since messages and appointments refer to them.
"""

from datetime import datetime, timedelta

from django.db import connections
from django.db.models import Max

from telephony.models import CallTurn, Retention
from telephony.partitions.month import Month
from telephony.partitions.tables import TURNS, drop, is_partitioned, months_of, run
from telephony.privacy.blanking import not_blank
from tenants.databases import APPLICATION, OWNER, atomic, connection_in_force, working_as
from tenants.models import Company
from tenants.scope import platform_scope

FIGURES_DAYS = 730
"""The least time that a turn's figures stay, however soon its words are emptied."""


def drop_months(now: datetime, *, is_trial: bool = False) -> list[str]:
    """Drop what is over for every company, and return which months; a trial only tells.

    Where this process does not know the owner, to whom the tables belong, nothing is dropped.
    """
    if not is_partitioned(connections[APPLICATION]) or OWNER not in connections.settings:
        return []
    with platform_scope("drop_months"):
        limit = _limit(now)
        months = [month for month in _months() if limit and month.next.starts_at <= limit]
        empty = [month for month in months if not _holds_words(month)]
    if not is_trial:
        for month in empty:
            _drop(month)
    return [str(month) for month in empty]


def _limit(now: datetime) -> datetime | None:
    """Return before when no company keeps anything; None where one keeps it for ever."""
    told = Retention.objects.order_by()
    if told.filter(transcript_days=None).exists():
        return None
    longest = told.aggregate(days=Max("transcript_days"))["days"] or 0
    if told.count() < Company.objects.count():
        longest = max(longest, Retention().transcript_days)
    return now - timedelta(days=max(longest, FIGURES_DAYS))


def _months() -> list[Month]:
    with connection_in_force().cursor() as cursor:
        return sorted(months_of(cursor, TURNS))


def _holds_words(month: Month) -> bool:
    turns = CallTurn.objects.filter(id__gte=month.first_id, id__lt=month.next.first_id)
    return turns.filter(not_blank(CallTurn, CallTurn.personal_fields)).exists()


def _drop(month: Month) -> None:
    with working_as(OWNER), atomic(), connection_in_force().cursor() as cursor:
        run(cursor, "SET LOCAL lock_timeout = '3s'")
        for name in months_of(cursor, TURNS)[month]:
            drop(cursor, name)
