"""Ten thousand companies from one: made by the product once, and copied row by row.

A copy differs in its ids, its number and its marks. It has no audit log, whose entries are sealed
for the company that they are of.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from django.apps import apps
from psycopg import sql

from tenants.encryption import encrypt
from tenants.models import Company, PhoneNumber
from tenants.models.phone_number import _TOKEN_FIELD
from tenants.tenant_model import TenantModel
from tests.load.companies import ACCOUNT, TOKEN, number_of

BATCH = 250
COMPANY, NUMBER = Company._meta.db_table, PhoneNumber._meta.db_table
LEFT_OUT = {"tenants_auditentry", "tenants_idempotencyrecord"}

_MARKS: Mapping[tuple[str, str], str] = {
    (COMPANY, "name"): "'Marker' || lpad(n::text, 3, '0') || ' Plumbing'",
    ("templates_brain_variable", "value"): (
        "CASE name WHEN 'companyName' THEN 'Marker' || lpad(n::text, 3, '0') || ' Plumbing'"
        " WHEN 'phone' THEN '+1239556' || lpad(n::text, 4, '0')"
        " WHEN 'servicecallprice' THEN (7000 + n)::text ELSE value END"
    ),
}


@dataclass
class Size:
    """How much stands in the database, and how long it took to get there."""

    seconds: float = 0.0
    megabytes: float = 0.0
    rows: dict[str, int] = field(default_factory=dict)


def copy_company(database: str, model: UUID, count: int) -> tuple[list[str], Size]:
    """Copy the company until there are so many; return all ids in their order, and the size.

    `database` is connected to as the superuser, whom no policy holds back.
    """
    started = time.monotonic()
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # the copies' keys are right
        for first in range(1, count, BATCH):
            last = min(first + BATCH, count) - 1
            for statement in _copies():
                connection.execute(statement, {"model": model, "first": first, "last": last})
            _add_numbers(connection, model, first, last)
        size = Size(round(time.monotonic() - started, 1))
        connection.execute("VACUUM ANALYZE")
        size.megabytes, size.rows = _megabytes(connection), _rows(connection)
        return _ids(connection, model, count), size


def _copies() -> Iterator[sql.Composed]:
    """Return, for each table, the statement that copies the company's rows."""
    yield _copy(COMPANY, [one.column for one in Company._meta.concrete_fields], {"id"}, "id")
    for model in apps.get_models():
        table = model._meta.db_table
        if issubclass(model, TenantModel) and table not in LEFT_OUT:
            columns = [one.column for one in model._meta.concrete_fields]
            keys = {one.column for one in model._meta.concrete_fields if _is_own_key(one)}
            yield _copy(table, columns, keys, "company_id")


def _is_own_key(one: Any) -> bool:
    """Return whether the column is an id of a company's row."""
    is_own = one.related_model and (
        issubclass(one.related_model, TenantModel) or one.related_model is Company
    )
    return bool(one.primary_key or is_own)


def _copy(table: str, columns: list[str], keys: set[str], owner: str) -> sql.Composed:
    return sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM {table},"
        " generate_series(%(first)s::int, %(last)s) AS n WHERE {owner} = %(model)s"
    ).format(
        table=sql.Identifier(table),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        values=sql.SQL(", ").join(_value(table, column, keys) for column in columns),
        owner=sql.Identifier(owner),
    )


def _value(table: str, column: str, keys: set[str]) -> sql.Composable:
    if column in keys:
        return sql.SQL("md5({}::text || ':' || n)::uuid").format(sql.Identifier(column))
    told = _MARKS.get((table, column))
    return sql.SQL(told) if told else sql.Identifier(column)


def _add_numbers(connection: Any, model: UUID, first: int, last: int) -> None:
    """Give each copy its number, and the token that is sealed for it."""
    ids = _ids(connection, model, last + 1)
    rows = [
        (number_of(order), ids[order], ACCOUNT, encrypt(TOKEN, UUID(ids[order]), _TOKEN_FIELD))
        for order in range(first, last + 1)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            sql.SQL(
                "INSERT INTO {} (id, number, company_id, account_sid, auth_token_encrypted, label,"
                " created_at) VALUES (gen_random_uuid(), %s, %s, %s, %s, '', now())"
            ).format(sql.Identifier(NUMBER)),
            rows,
        )


def _ids(connection: Any, model: UUID, count: int) -> list[str]:
    made = connection.execute(
        "SELECT md5(%s::text || ':' || n)::uuid::text FROM generate_series(1, %s) AS n ORDER BY n",
        [str(model), count - 1],
    )
    return [str(model), *(one for (one,) in made)]


def _megabytes(connection: Any) -> float:
    (size,) = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return round(size / 1_000_000, 1)


def _rows(connection: Any) -> dict[str, int]:
    """Return how many rows each table of companies' data has, by the statistics."""
    counted = connection.execute(
        "SELECT relname, n_live_tup FROM pg_stat_user_tables WHERE n_live_tup > 1000"
        " ORDER BY n_live_tup DESC"
    )
    return dict(counted.fetchall())
