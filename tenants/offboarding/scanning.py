"""Looking for what is left of a company: in every text of the database, in Redis, and on disk.

It asks no model, so it finds what a model's author forgot.
"""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django_redis import get_redis_connection

from tenants.databases import connection_in_force
from tenants.scope import platform_scope


def traces_of(company_id: UUID) -> dict[str, int]:
    """Return where the company's id still stands, and how often: none once it is purged."""
    with platform_scope("traces_of"):
        found = dict(_in_tables(connection_in_force(), company_id))
    found["redis"] = len(_in_redis(company_id))
    found["files"] = len(_in_files(company_id))
    return {place: count for place, count in found.items() if count}


def _in_tables(connection: BaseDatabaseWrapper, company_id: UUID) -> Iterator[tuple[str, int]]:
    """Yield each column that could hold the id, as a UUID or within a text, with its count."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                yield f"{table}.{column.name}", _count(connection, table, column.name, company_id)


def _count(connection: BaseDatabaseWrapper, table: str, column: str, company_id: UUID) -> int:
    """Count the rows; SQLite keeps a UUID without its dashes."""
    quote = connection.ops.quote_name
    text = f"CAST({quote(column)} AS text)"
    sql = f"SELECT COUNT(*) FROM {quote(table)} WHERE {text} LIKE %s OR {text} LIKE %s"  # noqa: S608  names of the database's own
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"%{company_id}%", f"%{company_id.hex}%"])
        counted: int = cursor.fetchone()[0]
    return counted


def _in_redis(company_id: UUID) -> list[bytes]:
    if not settings.REDIS_URL:
        return []
    return list(get_redis_connection().scan_iter(match=f"*{company_id}*"))


def _in_files(company_id: UUID) -> list[Path]:
    """Return the files named for the company, and the lines' files of the journal that name it."""
    root = Path(settings.VAR_DIR)
    named = [path for path in root.rglob(f"*{company_id}*") if path.is_dir() or path.is_file()]
    journals = (root / "journal").rglob("*.jsonl")
    return [*named, *(path for path in journals if _names(path, company_id))]


def _names(path: Path, company_id: UUID) -> bool:
    with path.open("rb") as lines:
        return any(str(company_id).encode() in line for line in lines)
