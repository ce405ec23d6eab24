"""What a backup must bring back: each company's rows of each table, and the policies."""

from typing import Any

from tenants.databases import OWNER, connection_in_force, working_as
from tests.tenants.tenant_rows import TENANT_MODELS

_POLICIES = "SELECT count(*) FROM pg_policies WHERE schemaname = current_schema()"
_PARTITIONS = "SELECT count(*) FROM pg_inherits JOIN pg_class part ON part.oid = inhrelid"


def counts() -> dict[str, Any]:
    """Return the rows by table and company, and how many policies and partitions there are."""
    found: dict[str, Any] = {
        model._meta.db_table: dict(
            _rows(
                f"SELECT company_id::text, count(*) FROM {model._meta.db_table}"  # noqa: S608  our tables
                " GROUP BY 1 ORDER BY 1"
            )
        )
        for model in TENANT_MODELS
    }
    return {**found, "policies": _rows(_POLICIES)[0][0], "partitions": _rows(_PARTITIONS)[0][0]}


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with working_as(OWNER), connection_in_force().cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
