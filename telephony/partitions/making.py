"""The coming months, made ahead of their calls."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from psycopg.sql import Identifier

from telephony.partitions.month import Month, months_from
from telephony.partitions.tables import PARTITIONED, make_month, months_of, run

MONTHS_AHEAD = 3


@dataclass(frozen=True)
class Made:
    """The partitions that were made, and the months that stay in the rest."""

    made: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def make_months(connection: BaseDatabaseWrapper, now: datetime, ahead: int = MONTHS_AHEAD) -> Made:
    """Make this month and so many more, of both tables, where they are not there; tell which.

    Runs as the owner, in the caller's transaction. It waits three seconds at most for whoever uses
    the tables, since calls would wait behind it.
    """
    told = Made()
    with connection.cursor() as cursor:
        run(cursor, "SET LOCAL lock_timeout = '3s'")
        for table in PARTITIONED:
            _make(cursor, table, months_from(Month.of(now), ahead + 1), told)
            run(cursor, "ANALYZE {table}", table=Identifier(table))  # no vacuum does a parent
    return told


def _make(cursor: CursorWrapper, table: str, months: list[Month], told: Made) -> None:
    there = months_of(cursor, table)
    for month in months:
        if month in there:
            continue
        names = make_month(cursor, table, month)
        told.made.extend(names)
        if not names:
            told.left.append(f"{table} {month}")
