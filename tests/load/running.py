"""One run: a house, its callers, and the killer of its workers."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from tests.faults.servers import Redis, furnish
from tests.load.callers import Caller, Log, Turns
from tests.load.findings import findings
from tests.load.killing import Killer

BRAINS = {"small": "plumbing", "universal": "universal"}
"""What each size of a company's brain is a clone of."""


@dataclass(frozen=True)
class Plan:
    """How much is asked of the server."""

    turns: int = 10_000
    companies: int = 50
    callers: int = 8
    kill_seconds: float = 3.0
    brain: str = "universal"


def run(plan: Plan, folder: Path) -> dict[str, Any]:
    """Furnish a house in the folder, play all turns, and return what came of it."""
    house, redis = furnish(folder), Redis(folder)
    try:
        if plan.brain == "universal":
            house.manage("load_brain")
        ids = json.loads(
            house.run("-m", "tests.load.companies", str(plan.companies), BRAINS[plan.brain])
        )
        with house.serving(REDIS_URL=redis.url, WORKERS="2", LOG_LEVEL="ERROR") as phone:
            log, killer = Log(), Killer(phone.server_pid, plan.kill_seconds)
            with killer:
                seconds = _call_all(phone.origin, plan, log)
            return findings(log, killer, ids, house.postgres.url, seconds)
    finally:
        redis.stop()
        house.postgres.close()


def _call_all(origin: str, plan: Plan, log: Log) -> float:
    """Let all callers call at once; return the seconds until the last hangs up."""
    turns, apart = Turns(plan.turns), plan.companies // plan.callers or 1
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
