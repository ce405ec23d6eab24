"""The roles of PostgreSQL: the owner migrates, the application and the staff serve, owning nothing.

A role is who its alias signs in as, so names and passwords stand in the URLs of the settings and
nowhere else.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.db.backends.utils import CursorWrapper
from psycopg.sql import SQL, Composable, Identifier, Literal

from tenants.databases import APPLICATION, OWNER, STAFF

_ATTRIBUTES = SQL("LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION")
_MAY = SQL("SELECT, INSERT, UPDATE, DELETE")
_GRANTS = """
    GRANT USAGE ON SCHEMA {schema} TO {role};
    REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role};
    GRANT {may} ON ALL TABLES IN SCHEMA {schema} TO {role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role};
    REVOKE ALL ON FUNCTION {functions} FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION {functions} TO {role};
    REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT {may} ON TABLES TO {role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {role}
"""
_FUNCTIONS = SQL(
    "route_of_number(text), user_of_id(uuid), user_of_email(text), company_invited_by(text),"
    " company_of_id(uuid)"
)
_CONFINED_TABLES = """
    SELECT held.relname FROM pg_class held
    WHERE held.relnamespace = current_schema()::regnamespace
    AND held.relrowsecurity AND held.relforcerowsecurity ORDER BY held.relname
"""


class RolesRefused(RuntimeError):
    """The roles cannot be made from these settings."""


@dataclass(frozen=True)
class Roles:
    """Who signs in as what, and what had to be made for it."""

    owner: str
    app: str
    staff: str
    created: list[str] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)


def make_roles() -> Roles:
    """Make the two roles that serve, with all that they may do; what is there already stays.

    Runs as the owner, in the caller's transaction; raises `RolesRefused`.
    """
    roles = _named()
    with connections[OWNER].cursor() as cursor:
        for alias, name in ((APPLICATION, roles.app), (STAFF, roles.staff)):
            if _make_role(cursor, name, connections.settings[alias]["PASSWORD"]):
                roles.created.append(name)
            _grant(cursor, name)
        roles.policies.extend(_let_staff_see_all(cursor, roles.staff))
    return roles


def _named() -> Roles:
    missing = [name for name in (OWNER, STAFF) if name not in connections.settings]
    if missing:
        wanted = " and ".join(f"{name.upper()}_DATABASE_URL" for name in missing)
        raise RolesRefused(f"Set {wanted}, beside DATABASE_URL.")
    if connections[OWNER].vendor != "postgresql":
        raise RolesRefused("Only PostgreSQL has roles.")
    owner, app, staff = (connections.settings[one]["USER"] for one in (OWNER, APPLICATION, STAFF))
    if len({owner, app, staff, ""}) < 4:
        raise RolesRefused("The three URLs must name three different users.")
    return Roles(owner=owner, app=app, staff=staff)


def _make_role(cursor: CursorWrapper, name: str, password: str) -> bool:
    """Make the role unless it is there, with the password of its URL; return whether it was made.

    The password is sent as its SCRAM secret: no log of the server's has it in clear.
    """
    is_new = not _all(cursor, "SELECT FROM pg_roles WHERE rolname = %s", name)
    if is_new:
        _run(cursor, SQL("CREATE ROLE {} {}").format(Identifier(name), _ATTRIBUTES))
    if password:
        secret = cursor.connection.pgconn.encrypt_password(
            password.encode(), name.encode(), b"scram-sha-256"
        ).decode()
        _run(cursor, SQL("ALTER ROLE {} PASSWORD {}").format(Identifier(name), Literal(secret)))
    return is_new


def _grant(cursor: CursorWrapper, name: str) -> None:
    """Let the role read and write rows, in tables to come too, and look up what it may not read.

    It truncates and alters none.
    """
    ((schema,),) = _all(cursor, "SELECT current_schema()")
    names = {"schema": Identifier(schema), "role": Identifier(name)}
    _run(cursor, SQL(_GRANTS).format(**names, may=_MAY, functions=_FUNCTIONS))


def _let_staff_see_all(cursor: CursorWrapper, staff: str) -> list[str]:
    """Give the staff's role a policy on each confined table that has none; return those."""
    there = {
        table
        for (table,) in _all(
            cursor,
            "SELECT tablename FROM pg_policies WHERE schemaname = current_schema()"
            " AND policyname = 'staff_sees_all' AND %s = ANY (roles)",
            staff,
        )
    }
    lacking = [table for (table,) in _all(cursor, _CONFINED_TABLES) if table not in there]
    for table in lacking:
        names = {"table": Identifier(table), "staff": Identifier(staff)}
        policy = (
            "DROP POLICY IF EXISTS staff_sees_all ON {table};"
            "CREATE POLICY staff_sees_all ON {table} TO {staff} USING (true) WITH CHECK (true)"
        )
        _run(cursor, SQL(policy).format(**names))
    return lacking


def _run(cursor: CursorWrapper, statement: Composable) -> None:
    cursor.execute(statement.as_string(cursor.connection), None)


def _all(cursor: CursorWrapper, query: str, *given: Any) -> list[tuple[Any, ...]]:
    cursor.execute(query, given)
    return cursor.fetchall()
