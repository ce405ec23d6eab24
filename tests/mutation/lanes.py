"""Databases for mutants: each lane has one, and each mutant finds it as the product makes it."""

import os
import subprocess
import sys
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import errors
from psycopg.sql import SQL, Composed, Identifier, Literal

TEMPLATE = "test_mutants"
_URLS = ("DATABASE_URL", "STAFF_DATABASE_URL", "OWNER_DATABASE_URL")
_SHAPING = ("*/migrations/*.py", "tenants/constraints.py", "tenants/*_roles.py", "tests/roles.py")


def environment(lane: int) -> dict[str, str]:
    """Return the environment of a lane: a database and a Redis of its own."""
    return {**os.environ, **_urls(f"mutants{lane}"), "PYTEST_XDIST_WORKER": f"gw{lane}"}


def make_template() -> None:
    """Make the database that all lanes copy, unless it is there as the migrations make it today."""
    shape = _shape()
    with closing(_owner()) as owner:
        if _comment(owner) == shape:
            return
        _execute(owner, SQL("DROP DATABASE IF EXISTS {}").format(Identifier(TEMPLATE)))
        command = [sys.executable, "-m", "pytest", "--reuse-db"]
        subprocess.run(  # noqa: S603
            [*command, "tests/tenants/test_encryption.py"],
            env={**os.environ, **_urls(TEMPLATE.removeprefix("test_"))},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        comment = SQL("COMMENT ON DATABASE {} IS {}")
        owner.execute(comment.format(Identifier(TEMPLATE), Literal(shape)))


def renew_database() -> None:
    """Give this process's lane a new copy of the template."""
    name = Identifier(f"test{urlsplit(os.environ['DATABASE_URL']).path.replace('/', '_')}")
    with closing(_owner()) as owner:
        _execute(owner, SQL("DROP DATABASE IF EXISTS {}").format(name))
        copied = SQL("CREATE DATABASE {} TEMPLATE {}").format(name, Identifier(TEMPLATE))
        _execute(owner, copied)


def _execute(owner: psycopg.Connection, statement: Composed) -> None:
    """Execute what waits until nobody uses the database; whoever is ended takes a while to go."""
    deadline = time.monotonic() + 120
    while True:
        try:
            owner.execute(statement)
        except errors.ObjectInUse:
            if time.monotonic() > deadline:
                raise
        else:
            return


def _urls(database: str) -> dict[str, str]:
    return {
        name: urlsplit(os.environ[name])._replace(path=f"/{database}").geturl() for name in _URLS
    }


def _owner() -> psycopg.Connection:
    url = urlsplit(os.environ["OWNER_DATABASE_URL"])._replace(path="/postgres")
    return psycopg.connect(url.geturl(), autocommit=True)


def _shape() -> str:
    files = sorted(file for pattern in _SHAPING for file in Path().glob(pattern))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _comment(owner: psycopg.Connection) -> str | None:
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    row = owner.execute(query, [TEMPLATE]).fetchone()
    return row and row[0]
