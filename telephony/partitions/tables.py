"""The partitions that are there: each month's stand in a schema which the roles cannot enter.

The application and the staff reach them through the parent, whose policies confine them; a
partition has none of its own.
"""

import re
from collections.abc import Iterator
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from psycopg.sql import SQL, Composable, Identifier, Literal

from telephony.partitions.month import Month

CALLS, TURNS = "telephony_call", "telephony_callturn"
PARTITIONED = (CALLS, TURNS)
MOST_STRAYS = 100
"""Keys in the rest around which a month is made; one with more of them stays in the rest."""
SCHEMA = "partitions"
_NAME = re.compile(r"_(\d{4})_(\d\d)(?:_\d+)?$")
_PARTITIONS = """
    SELECT part.relname FROM pg_inherits JOIN pg_class part ON part.oid = inhrelid
    WHERE inhparent = %s::regclass ORDER BY part.relname
"""

_ATTACH = """
    ALTER TABLE {table} ATTACH PARTITION {schema}.{part} FOR VALUES FROM ({low}) TO ({high})
"""


def is_partitioned(connection: BaseDatabaseWrapper) -> bool:
    """Return whether this database keeps calls by month."""
    return connection.vendor == "postgresql"


def months_of(cursor: CursorWrapper, table: str) -> dict[Month, list[str]]:
    """Return the table's months with the names of their partitions."""
    cursor.execute(_PARTITIONS, [table])
    months: dict[Month, list[str]] = {}
    for (name,) in cursor.fetchall():
        if found := _NAME.search(name):
            months.setdefault(Month(int(found[1]), int(found[2])), []).append(name)
    return months


def rest_of(table: str) -> str:
    """Return the name of the partition for keys of no month that is there."""
    return f"{table}_rest"


def make_rest(cursor: CursorWrapper, table: str) -> None:
    """Make the partition for keys of no month, and the schema that it stands in."""
    run(cursor, "CREATE SCHEMA IF NOT EXISTS {schema}")
    run(
        cursor,
        "CREATE TABLE {schema}.{part} PARTITION OF {table} DEFAULT",
        part=Identifier(rest_of(table)),
        table=Identifier(table),
    )


def make_month(cursor: CursorWrapper, table: str, month: Month) -> list[str]:
    """Make the month's partition, in pieces around keys that lie in the rest; return their names.

    Attached, not made in place: reads and writes of the other months go on meanwhile. Returns none
    where the rest holds the month's calls already.
    """
    names: list[str] = []
    strays = _strays(cursor, table, month)
    if len(strays) > MOST_STRAYS:
        return names
    for number, (low, high) in enumerate(_between(month.first_id, month.next.first_id, strays)):
        name = f"{table}_{month.year}_{month.number:02}" + (f"_{number}" if number else "")
        given = {"part": Identifier(name), "table": Identifier(table)}
        ends = {"low": Literal(str(low)), "high": Literal(str(high))}
        run(cursor, "CREATE TABLE {schema}.{part} (LIKE {table} INCLUDING ALL)", **given)
        run(cursor, _ATTACH, **given, **ends)
        names.append(name)
    return names


def drop(cursor: CursorWrapper, name: str) -> None:
    """Drop a partition with all that is in it."""
    run(cursor, "DROP TABLE {schema}.{part}", part=Identifier(name))


def run(cursor: CursorWrapper, statement: str, **names: Composable) -> None:
    """Execute a statement with these names in it, and `{schema}`."""
    composed = SQL(statement).format(schema=Identifier(SCHEMA), **names)  # type: ignore[arg-type]
    cursor.execute(composed.as_string(cursor.connection), None)


def _strays(cursor: CursorWrapper, table: str, month: Month) -> list[UUID]:
    """Return the keys of the rest that lie in the month: random ones, older than months are."""
    rest = Identifier(SCHEMA, rest_of(table)).as_string(cursor.connection)
    cursor.execute(
        f"SELECT id FROM {rest} WHERE id >= %s AND id < %s ORDER BY id LIMIT %s",  # noqa: S608  our name
        [month.first_id, month.next.first_id, MOST_STRAYS + 1],
    )
    return [key for (key,) in cursor.fetchall()]


def _between(low: UUID, high: UUID, strays: list[UUID]) -> Iterator[tuple[UUID, UUID]]:
    """Yield the ranges from low to high that leave these keys out, the end never among them."""
    for stray in strays:
        if low < stray:
            yield low, stray
        low = UUID(int=stray.int + 1)
    yield low, high
