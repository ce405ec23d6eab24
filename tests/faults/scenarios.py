"""What goes wrong while calls go on: each fault, as something that is so for a while."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.faults.proxy import SlowWay
from tests.load.killing import Killer, workers_of
from tests.load.planning import Pace, PlannedCall, plan_calls
from tests.load.running import Served
from tests.services import APP, STAFF

KILL_SECONDS = 3.0
DELAY_SECONDS = 0.3
FLUSH_SECONDS = 1.0
FLOOD = 100
BALLAST = "ballast"


@dataclass(frozen=True)
class Scene:
    """A server, the way to its database, and the folder that it may write into."""

    server: Served
    way: SlowWay
    var: Path


@dataclass(frozen=True)
class Scenario:
    """A fault; `flood` tells how the first company's callers speak while it floods the others."""

    name: str
    fault: Callable[[Scene], AbstractContextManager[object]]
    by_the_way: bool = False
    small_disk: bool = False
    flood: Pace | None = None

    def calls(
        self, at_once: int, seconds: float, companies: int, span: tuple[float, float], seed: int
    ) -> list[PlannedCall]:
        """Return everybody's calls; those that flood come to `FLOOD` times another company's."""
        others = range(1, companies)
        calls = plan_calls(at_once, seconds, others, seed=(self.name, seed))
        if self.flood:
            each = max(1, round(at_once / len(others)))
            calls += plan_calls(
                FLOOD * each,
                span[1] - span[0],
                [0],
                pace=self.flood,
                seed=(self.name, seed, "flood"),
                begins_at=span[0],
            )
        return sorted(calls, key=lambda call: call.at)


@contextmanager
def _reloading(scene: Scene) -> Iterator[None]:
    """Replace all workers, twice, one set of them after the other."""
    for _ in range(2):
        before = {*workers_of(scene.server.pid)}
        os.kill(scene.server.pid, signal.SIGHUP)
        _wait_until(lambda old=before: not old & {*workers_of(scene.server.pid)})
    yield


@contextmanager
def _without_redis(scene: Scene) -> Iterator[None]:
    scene.server.redis.stop()
    try:
        yield
    finally:
        scene.server.redis.start()


@contextmanager
def _redis_hung(scene: Scene) -> Iterator[None]:
    scene.server.redis.pause()
    try:
        yield
    finally:
        scene.server.redis.resume()


@contextmanager
def _redis_flushed(scene: Scene) -> Iterator[None]:
    scene.server.redis.flush()
    yield
    scene.server.redis.flush()


@contextmanager
def _no_connections(scene: Scene) -> Iterator[None]:
    """Let the application's roles have no connection, and end those that they have."""
    with psycopg.connect(scene.server.database, autocommit=True) as connection:
        for role in (APP, STAFF):
            connection.execute(f"ALTER ROLE {role} CONNECTION LIMIT 0")
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ANY(%s)",
            [[APP, STAFF]],
        )
        try:
            yield
        finally:
            for role in (APP, STAFF):
                connection.execute(f"ALTER ROLE {role} CONNECTION LIMIT -1")


@contextmanager
def _disk_full(scene: Scene) -> Iterator[None]:
    """Fill the disk, and stop the database, so that there is something to be kept."""
    ballast = scene.var / BALLAST
    with ballast.open("wb") as file:
        _fill(file.fileno())
    try:
        with scene.server.house.postgres.stopped():
            yield
    finally:
        ballast.unlink()


def _fill(descriptor: int) -> None:
    for size in (65_536, 4_096, 512):
        try:
            while True:
                os.write(descriptor, b"\0" * size)
        except OSError:
            continue


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """Make a disk of a few megabytes there, which takes root."""
    place.mkdir()
    subprocess.run(  # noqa: S603
        ["/usr/bin/mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)],
        check=True,
    )
    try:
        yield place
    finally:
        subprocess.run(["/usr/bin/umount", "--lazy", str(place)], check=True)  # noqa: S603


def _wait_until(is_so: Callable[[], bool], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.1)


SCENARIOS: Sequence[Scenario] = (
    Scenario("nothing", lambda scene: nullcontext()),
    Scenario("workers killed", lambda scene: Killer(scene.server.pid, KILL_SECONDS)),
    Scenario("rolling restart", _reloading),
    Scenario("redis stopped", _without_redis),
    Scenario("redis hung", _redis_hung),
    Scenario("redis flushed", _redis_flushed),
    Scenario("database stopped", lambda scene: scene.server.house.postgres.stopped()),
    Scenario("database hung", lambda scene: scene.server.house.postgres.hung()),
    Scenario("database slow", lambda scene: scene.way.slow(DELAY_SECONDS), by_the_way=True),
    Scenario("no connections", _no_connections),
    Scenario("disk full", _disk_full, small_disk=True),
    Scenario("flood", lambda scene: nullcontext(), flood=Pace()),
    Scenario("flood in haste", lambda scene: nullcontext(), flood=Pace(0.5, 1.5)),
)
