"""Which connection work runs on: the application's, the staff's or the owner's.

Each is a role of its own in PostgreSQL. Where only `DATABASE_URL` is given, all are one. A replica
is read as the application.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

APPLICATION = DEFAULT_DB_ALIAS
STAFF = "staff"
OWNER = "owner"
REPLICA = "replica"

_alias: ContextVar[str] = ContextVar("tenants_database", default=APPLICATION)


def alias_in_force() -> str:
    """Return the alias that queries, transactions and callbacks belong to now."""
    return _alias.get()


def connection_in_force() -> BaseDatabaseWrapper:
    """Return this thread's connection of the alias in force."""
    return connections[alias_in_force()]


@contextmanager
def working_as(alias: str) -> Iterator[None]:
    """Run the block on the alias, where there is such a one."""
    token = _alias.set(alias if alias in connections.settings else alias_in_force())
    try:
        yield
    finally:
        _alias.reset(token)


@contextmanager
def atomic(*, using: str | None = None, savepoint: bool = True) -> Iterator[None]:
    """Run the block, or the decorated function, in a transaction of the alias in force."""
    with transaction.atomic(using=using or alias_in_force(), savepoint=savepoint):
        yield


def on_commit(act: Callable[[], object]) -> None:
    """Act once the transaction in force is committed."""
    transaction.on_commit(act, using=alias_in_force())


def roll_back() -> None:
    """Let the innermost transaction in force end without having written anything."""
    transaction.set_rollback(True, using=alias_in_force())


class AliasInForce:
    """The router: whatever the model, work runs on the alias in force."""

    def db_for_read(self, model: object, **hints: object) -> str:
        """Return the alias in force."""
        return alias_in_force()

    def db_for_write(self, model: object, **hints: object) -> str:
        """Return the alias in force."""
        return alias_in_force()

    def allow_relation(self, first: object, second: object, **hints: object) -> bool:
        """Allow: all aliases are one database."""
        return True
