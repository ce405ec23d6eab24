"""One run: a house, its callers, and the killer of its workers."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from tests.faults.servers import House, Redis, furnish
from tests.load.callers import Caller, Log, Turns
from tests.load.findings import findings
from tests.load.killing import Killer

BRAINS = {"small": "plumbing", "universal": "universal"}
"""What each size of a company's brain is a clone of."""

UNBOUNDED = {"CALLS_PER_COMPANY": "1000000/m", "TURNS_AT_ONCE_PER_COMPANY": "64"}
"""Few companies have many callers here: none of them is to be put off."""


@dataclass(frozen=True)
class Plan:
    """How much is asked of the server."""

    turns: int = 10_000
    companies: int = 50
    callers: int = 8
    kill_seconds: float = 3.0
    brain: str = "universal"


@dataclass(frozen=True)
class Served:
    """A running server, and whose calls it answers."""

    origin: str
    pid: int
    database: str
    company_ids: list[str]


@contextmanager
def furnished(folder: Path) -> Iterator[House]:
    """Furnish a house in the folder, for as long as the block lasts."""
    house = furnish(folder)
    try:
        yield house
    finally:
        house.postgres.close()


@contextmanager
def served(house: House, folder: Path, companies: int, brain: str) -> Iterator[Served]:
    """Make so many companies in the house, and serve it with a Redis and two workers."""
    redis = Redis(folder)
    try:
        if brain == "universal":
            house.manage("load_brain")
        printed = house.run("-m", "tests.load.companies", str(companies), BRAINS[brain])
        told = {"REDIS_URL": redis.url, "WORKERS": "2", "LOG_LEVEL": "ERROR", **UNBOUNDED}
        with house.serving(**told) as phone:
            yield Served(phone.origin, phone.server_pid, house.postgres.url, json.loads(printed))
    finally:
        redis.stop()


def run(plan: Plan, house: House, folder: Path) -> dict[str, Any]:
    """Play all turns in the house, until a worker was killed, and return what came of it."""
    with served(house, folder, plan.companies, plan.brain) as server:
        log, killer = Log(), Killer(server.pid, plan.kill_seconds)
        with killer:
            seconds = _call_all(server.origin, plan, log, killer)
        return findings(log, killer, server.company_ids, server.database, seconds)


def _call_all(origin: str, plan: Plan, log: Log, killer: Killer) -> float:
    """Let all callers call at once; return the seconds until the last hangs up."""
    turns = Turns(plan.turns, enough=lambda: bool(killer.at))
    apart = plan.companies // plan.callers or 1
    callers = [
        Caller(origin, plan.companies, order * apart, turns, log) for order in range(plan.callers)
    ]
    threads = [Thread(target=caller.call_on) for caller in callers]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - started
