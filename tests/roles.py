"""The tests' database: made by its owner, and used as the application's and the staff's roles.

A test with real transactions signs in as each of the two. Any other test is one transaction on one
connection, signed in as the tests' own role, which becomes the role of the scope before each
statement: the staff see what the application has written, and both only what their policies show.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TestCase, TransactionTestCase
from django.test.utils import setup_databases, teardown_databases

from tenants.databases import APPLICATION, OWNER, STAFF, alias_in_force
from tests import services
from tests.distribution.schema import distribute, group_by_every_column

Made = TypeVar("Made")
ROLES = {APPLICATION: services.APP, STAFF: services.STAFF, OWNER: services.OWNER}
_TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK")


def has_roles() -> bool:
    """Return whether the tests' database has the three roles."""
    return OWNER in connections.settings


def has_transactions(item: Any) -> bool:
    """Return whether a pytest's test has real transactions, and empties the database at its end."""
    marker = item.get_closest_marker("django_db")
    fixtures = {"transactional_db", "live_server"} & set(item.fixturenames)
    return bool(fixtures or (marker and marker.kwargs.get("transaction")))


def is_distributed() -> bool:
    """Return whether all tests run on tables that are spread by company: `make distributed`."""
    return "DISTRIBUTED" in os.environ


@contextmanager
def made_as_the_owner(verbosity: int, *, is_kept: bool = False) -> Iterator[None]:
    """Make the test database, and drop it after the block; one that is kept is made once."""
    if has_roles():
        let_the_owner_make_it()
    made = setup_databases(
        verbosity,
        interactive=False,
        keepdb=is_kept,
        aliases=set(connections),
        serialized_aliases=set(),
    )
    try:
        if has_roles():
            call_command("create_database_roles", stdout=_Nowhere())
        if is_distributed():
            distribute()
            group_by_every_column()
        yield
    finally:
        for connection in connections.all():
            connection.close()
            getattr(connection, "close_pool", lambda: None)()
        teardown_databases(made, verbosity, keepdb=is_kept)


def sign_in_as(*, is_transactional: bool) -> None:
    """Sign in as the application itself, or as the tests' role that becomes it."""
    connection = connections[APPLICATION]
    user = services.APP if is_transactional else services.TESTS
    if not has_roles() or connection.settings_dict["USER"] == user:
        return
    connection.close()
    connection.close_pool()
    connection.settings_dict["USER"] = user
    connection.settings_dict["OPTIONS"]["options"] = f"-c role={services.APP}"


@contextmanager
def one_connection() -> Iterator[None]:
    """Let all aliases be the application's connection, whose role follows the scope."""
    if not has_roles():
        yield
        return
    connection, staff, owner = (connections[alias] for alias in (APPLICATION, STAFF, OWNER))
    connections[STAFF] = connections[OWNER] = connection
    try:
        with connection.execute_wrapper(RoleOfTheScope(connection)):
            yield
    finally:
        connections[STAFF], connections[OWNER] = staff, owner


@contextmanager
def standing(make: Callable[[], Made]) -> Iterator[Made]:
    """Make what several tests share in a transaction around theirs, and roll it back at the end.

    Each test shares the connection anew: its set-up forbids whatever the other aliases are then.
    """
    sign_in_as(is_transactional=False)
    with transaction.atomic():
        with one_connection():
            made = make()
        yield made
        transaction.set_rollback(True)


class RoleOfTheScope:
    """Becomes the role of the alias in force before a statement, where it is another."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.alias: str | None = None

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Execute as that role; what is rolled back takes the role back with it."""
        if sql.startswith(_TRANSACTION):
            self.alias = None if sql.startswith("ROLLBACK") else self.alias
        elif self.alias != alias_in_force():
            self._become(alias_in_force())
        return execute(sql, params, many, context)

    def _become(self, alias: str) -> None:
        with self.connection.wrap_database_errors:
            self.connection.connection.execute(f"SET LOCAL ROLE {ROLES[alias]}")
        self.alias = alias


def let_the_owner_make_it() -> None:
    """Let the other aliases follow the owner's, which alone makes databases."""
    for alias in (APPLICATION, STAFF):
        connections.settings[alias]["TEST"]["MIRROR"] = OWNER
    TransactionTestCase.databases = {APPLICATION, STAFF, OWNER}
    TestCase.databases = {APPLICATION}


class _Nowhere:
    def write(self, text: str) -> None:
        """Print nothing."""
