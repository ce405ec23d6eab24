"""Whether the roles as whom we serve are held back by row-level security."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tenants.databases import APPLICATION, STAFF

HINT = 'README, "In production": three roles, made by create_database_roles.'
_FACTS = """
    SELECT current_user, rolsuper, rolbypassrls,
        EXISTS (SELECT FROM pg_class held WHERE held.relkind IN ('r', 'p')
            AND held.relnamespace = current_schema()::regnamespace
            AND pg_has_role(held.relowner, 'MEMBER')),
        EXISTS (SELECT FROM pg_policies WHERE policyname = 'staff_sees_all'
            AND pg_has_role(roles[1], 'MEMBER'))
    FROM pg_roles WHERE rolname = current_user
"""
_OPEN_TABLES = """
    SELECT held.relname FROM pg_class held
    JOIN pg_attribute owning ON owning.attrelid = held.oid AND owning.attname = 'company_id'
    WHERE held.relkind IN ('r', 'p') AND held.relnamespace = current_schema()::regnamespace
    AND NOT (held.relrowsecurity AND held.relforcerowsecurity)
    ORDER BY held.relname
"""


def faults() -> list[str]:
    """Return why nobody may be served so, in one line each; raises `DatabaseError`.

    With `DEBUG`, and on a database that has no roles, nothing is wrong.
    """
    if settings.DEBUG or connections.settings[APPLICATION]["ENGINE"].endswith("sqlite3"):
        return []
    if STAFF not in connections.settings:
        return [f"STAFF_DATABASE_URL is not set. {HINT}"]
    found = [*_faults_of(APPLICATION, "DATABASE_URL"), *_faults_of(STAFF, "STAFF_DATABASE_URL")]
    return [f"{fault} {HINT}" for fault in found]


@register(Tags.database, deploy=True)
def serving_roles_are_confined(
    databases: list[str] | None = None, **_: object
) -> list[CheckMessage]:
    """Refuse what the server would refuse to serve with: `check --deploy --database default`."""
    if APPLICATION not in (databases or ()):
        return []
    return [Error(fault, id="tenants.E015") for fault in faults()]


def _faults_of(alias: str, setting: str) -> Iterator[str]:
    with _alone(alias) as connection:
        ((user, is_super, bypasses, owns, sees_all),) = _rows(connection, _FACTS)
        open_tables = [name for (name,) in _rows(connection, _OPEN_TABLES)]
    who = f"{setting} signs in as {user}, who"
    if is_super:
        yield f"{who} is a superuser."
    elif bypasses:
        yield f"{who} may bypass row-level security (BYPASSRLS)."
    elif owns:
        yield f"{who} owns tables, or may become their owner."
    elif sees_all != (alias == STAFF):
        yield f"{who} sees {'every company' if sees_all else 'no company'}'s rows."
    elif alias == APPLICATION and open_tables:
        yield f"These tables have no row-level security: {', '.join(open_tables)}."


@contextmanager
def _alone(alias: str) -> Iterator[BaseDatabaseWrapper]:
    """Connect outside the pool, whose threads a process that forks must not begin."""
    connection = connections.create_connection(alias)
    options = {**connection.settings_dict["OPTIONS"]}
    options.pop("pool", None)
    connection.settings_dict = {**connection.settings_dict, "OPTIONS": options}
    try:
        yield connection
    finally:
        connection.close()


def _rows(connection: BaseDatabaseWrapper, query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()
