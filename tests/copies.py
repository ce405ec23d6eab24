"""A second database made from the tests' own: as it was when it was copied."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from tenants.databases import OWNER


@contextmanager
def copy_of_the_database(purpose: str) -> Iterator[str]:
    """Copy the tests' database, and return the copy's name; it is dropped after the block."""
    source = connections[OWNER].settings_dict["NAME"]
    name = f"{source}_{purpose}"
    _on_the_server(f'DROP DATABASE IF EXISTS "{name}"')
    _on_the_server(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    try:
        yield name
    finally:
        _on_the_server(f'DROP DATABASE "{name}"')


def let_go() -> None:
    """Close every connection: nobody may use a database that is copied or dropped."""
    for connection in connections.all():
        connection.close()
        connection.close_pool()


def _on_the_server(statement: str) -> None:
    let_go()
    with connections[OWNER]._nodb_cursor() as cursor:
        cursor.execute(statement)
