"""`python -m tests.mutation [MODULE…]`: exit 1 where a change to what keeps companies apart

goes unnoticed by the tests.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlsplit

from tests import services
from tests.mutation.accepted import ACCEPTED
from tests.mutation.modules import MODULES
from tests.mutation.mutants import mutants_of
from tests.mutation.running import import_libraries, run_tests

RESULT = Path("var/mutation.json")


class Unsound(RuntimeError):
    """The tests of a module fail without any change to it."""


@dataclass
class Tally:
    """What became of a module's mutants."""

    module: str
    mutants: int = 0
    accepted: list[str] = field(default_factory=list)
    survivors: list[str] = field(default_factory=list)

    @property
    def killed(self) -> int:
        """Return how many broke a test."""
        return self.mutants - len(self.accepted) - len(self.survivors)


def tally_of(module: str) -> Tally:
    """Run the module's tests on each of its mutants; raises `Unsound`."""
    _require_sound(module, "--create-db")
    tally = Tally(module)
    for mutant in mutants_of(module):
        tally.mutants += 1
        if mutant.name in ACCEPTED:
            tally.accepted.append(mutant.name)
        elif run_tests(MODULES[module], mutant):
            tally.survivors.append(mutant.name)
            print(f"survived, line {mutant.line}: {mutant.name}", flush=True)  # noqa: T201
    _require_sound(module)
    return tally


def _require_sound(module: str, *options: str) -> None:
    if not run_tests(MODULES[module], None, *options):
        raise Unsound(f"The tests of {module} fail without a change to it.")


def _take_lane(lanes: object) -> None:
    """Give this process a database and a Redis of its own."""
    lane = lanes.get()  # type: ignore[attr-defined]
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/mutants{lane}")
    os.environ |= {"DATABASE_URL": url.geturl(), "PYTEST_XDIST_WORKER": f"gw{lane}"}
    import_libraries()


def tallies(modules: list[str], workers: int) -> Iterator[Tally]:
    """Yield the tally of each module, as it is done."""
    fork = get_context("fork")
    lanes = fork.Queue()
    for lane in range(workers):
        lanes.put(lane)
    with ProcessPoolExecutor(workers, fork, _take_lane, (lanes,)) as pool:
        for tally in pool.map(tally_of, modules):
            print(_line(tally), flush=True)  # noqa: T201  the table is what this is run for
            yield tally


def _line(tally: Tally) -> str:
    accepted, survived = len(tally.accepted), len(tally.survivors)
    told = f"{tally.module:34}{tally.mutants:5} mutants{tally.killed:5} killed"
    return f"{told}{accepted:4} that change nothing{survived:4} survived"


def main() -> None:
    """Print a line for each module, and write `var/mutation.json`."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    unknown = set(asked.modules) - set(MODULES)
    if unknown:
        parser.error(f"no such module in tests/mutation/modules.py: {', '.join(unknown)}")
    services.start_services()
    done = list(tallies(asked.modules or list(MODULES), asked.workers))
    print(_line(_sum(done)))  # noqa: T201
    RESULT.write_text(json.dumps({one.module: vars(one) for one in done}, indent=2))
    sys.exit(any(one.survivors for one in done))


def _sum(done: list[Tally]) -> Tally:
    total = Tally("all of them", sum(one.mutants for one in done))
    total.accepted = [name for one in done for name in one.accepted]
    total.survivors = [name for one in done for name in one.survivors]
    return total


if __name__ == "__main__":
    main()
