"""One run: a house with its companies, the server in it, and the calls."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from threading import Thread

from tests.faults.servers import House, Redis, furnish
from tests.load.callers import Caller, Callers, Log, Turn
from tests.load.findings import Figures, findings, percentiles, within
from tests.load.killing import Killer
from tests.load.planning import Pace, PlannedCall, plan_calls

BRAINS = {"small": "plumbing", "universal": "universal"}
"""What each size of a company's brain is a clone of."""

AT_ONCE, WARM_UPS = 4, 6

UNBOUNDED = {"CALLS_PER_COMPANY": "1000000/m", "TURNS_AT_ONCE_PER_COMPANY": "64"}
"""For runs in which few companies have many callers, and none of them is to be put off."""


@dataclass(frozen=True)
class Plan:
    """How much is asked of the server; `kill_seconds` of 0 kills no worker."""

    at_once: int = 50
    seconds: float = 300.0
    companies: int = 50
    workers: int = 2
    brain: str = "universal"
    seed: int = 1
    kill_seconds: float = 0.0
    pace: Pace = field(default_factory=Pace)

    def calls(self) -> list[PlannedCall]:
        """Return the calls that it comes to."""
        companies = range(self.companies)
        return plan_calls(self.at_once, self.seconds, companies, pace=self.pace, seed=self.seed)


@dataclass(frozen=True)
class Served:
    """A running server, what it rests on, and whose calls it answers."""

    origin: str
    pid: int
    house: House
    redis: Redis
    company_ids: list[str]

    @property
    def database(self) -> str:
        """The database that it writes to, past whatever stands in between."""
        return self.house.postgres.url


@dataclass(frozen=True)
class Met:
    """What came of a run: all that callers met, the figures, and when something was wrong."""

    log: Log
    figures: Figures
    span: tuple[float, float] | None = None


@contextmanager
def furnished(folder: Path) -> Iterator[House]:
    """Furnish a house in the folder, for as long as the block lasts."""
    house = furnish(folder)
    try:
        yield house
    finally:
        house.postgres.close()


def settled(house: House, companies: int, brain: str) -> list[str]:
    """Make so many companies in the house, and return their ids in their order."""
    if brain == "universal":
        house.manage("load_brain")
    printed = house.run("-m", "tests.load.companies", str(companies), BRAINS[brain])
    return list(json.loads(printed))


@contextmanager
def serving(
    house: House, folder: Path, company_ids: list[str], workers: int = 2, **environment: str
) -> Iterator[Served]:
    """Serve the house's companies with a Redis of their own."""
    redis = Redis(folder)
    told = {"REDIS_URL": redis.url, "WORKERS": str(workers), "LOG_LEVEL": "ERROR", **environment}
    try:
        with house.serving(**told) as phone:
            yield Served(phone.origin, phone.server_pid, house, redis, company_ids)
    finally:
        redis.resume()
        redis.stop()


@contextmanager
def served(house: House, folder: Path, companies: int, brain: str) -> Iterator[Served]:
    """Make so many companies in the house, and serve it with two workers and no bounds."""
    with serving(house, folder, settled(house, companies, brain), **UNBOUNDED) as server:
        yield server


def run(plan: Plan, house: House, folder: Path) -> Met:
    """Play the plan's calls in the house, and return what came of it."""
    company_ids = settled(house, plan.companies, plan.brain)
    bounds = UNBOUNDED if plan.at_once > plan.companies else {}
    with serving(house, folder, company_ids, plan.workers, **bounds) as server:
        warm_up(server, plan.companies)
        killer = Killer(server.pid, plan.kill_seconds)
        with killer if plan.kill_seconds else nullcontext():
            met = play(server, plan.calls())
        met.figures["workers_killed"] = len(killer.at)
        return met


def warm_up(server: Served, companies: int) -> None:
    """Ring each company a few times, so that every worker holds nearly each of them."""
    for again in range(WARM_UPS):
        ask_each(server, range(companies), f"warm {again}")


def ask_each(server: Served, companies: Iterable[int], name: str) -> list[Turn]:
    """Ask each of the companies one question, a few at once; return the turns with speech.

    A call is named by `name`, its place and its server: no other may be.
    """
    callers = Callers(server.origin)
    calls = [
        PlannedCall(0.0, company, f"CA{_digest(server.origin, name, place)}", (0.0, 0.0))
        for place, company in enumerate(companies)
    ]
    with ThreadPoolExecutor(AT_ONCE) as few:
        list(few.map(lambda call: Caller(callers, call).call(), calls))
    return [turn for turn in callers.log.turns if turn.index and turn.body is not None]


def _digest(*facts: object) -> str:
    return blake2b(repr(facts).encode(), digest_size=16).hexdigest()


Fault = Callable[[], AbstractContextManager[object]]


def play(
    server: Served,
    calls: Sequence[PlannedCall],
    fault: Fault | None = None,
    span: tuple[float, float] = (0.0, 0.0),
    flooding: int | None = None,
) -> Met:
    """Play the calls, with the fault there from one moment to another, and return what came of it.

    `flooding` is the company whose own calls are the fault: times before and during are the
    others'. Figures are worked out afterwards, so that they cost no caller anything.
    """
    callers, actual = Callers(server.origin), [span]
    meddling = Thread(target=_meddle, args=(callers, fault, span, actual))
    if fault:
        meddling.start()
    callers.play(calls)
    seconds = callers.now()
    if fault:
        meddling.join()
    figures = findings(callers.log, server.company_ids, server.database, seconds)
    if not fault:
        return Met(callers.log, figures)
    others = [turn for turn in callers.log.turns if turn.company != flooding]
    flood = [turn for turn in callers.log.turns if turn.company == flooding]
    around = {**_around(others, actual[-1]), **_named("flood", flood)}
    return Met(callers.log, {**figures, **around}, actual[-1])


def _meddle(
    callers: Callers, fault: Fault, span: tuple[float, float], actual: list[tuple[float, float]]
) -> None:
    """Let the fault be there for its time, and note when it was."""
    time.sleep(max(0.0, span[0] - callers.now()))
    begins = callers.now()
    with fault():
        time.sleep(max(0.0, span[1] - callers.now()))
    actual.append((begins, callers.now()))


def _around(turns: Sequence[Turn], span: tuple[float, float]) -> Figures:
    """Return how long callers waited before the fault, while it was there, and after it."""
    during = within(turns, *span)
    return {
        **_named("before", within(turns, 0.0, span[0])),
        **_named("during", during),
        **_named("after", within(turns, span[1], float("inf"))),
        "during_unanswered": sum(turn.body is None for turn in during),
    }


def _named(part: str, turns: Sequence[Turn]) -> Figures:
    figures = {"turns": len(turns), **percentiles(turns)} if turns else {}
    return {f"{part}_{name}": value for name, value in figures.items()}
