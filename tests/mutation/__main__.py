"""`python -m tests.mutation [MODULE…]`: exit 1 where a change to what keeps companies apart

goes unnoticed by the tests.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlsplit

from tests import services
from tests.mutation.accepted import ACCEPTED
from tests.mutation.modules import MADE_AT_IMPORT, MODULES
from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.running import (
    break_functions,
    changes_functions_only,
    import_broken,
    import_libraries,
    import_ours,
    run_tests,
)

RESULT = Path("var/mutation.json")
_fork = get_context("fork")
_lanes = _fork.Queue()


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
    tally, tests = Tally(module), MODULES[module]
    mutants = mutants_of(module)
    tally.mutants = len(mutants)
    tally.accepted = [one.name for one in mutants if one.name in ACCEPTED]
    with _lane():
        import_libraries()
        _require_sound(module)
        left = [one for one in mutants if one.name not in ACCEPTED]
        inside = [one for one in left if module not in MADE_AT_IMPORT]
        inside = [one for one in inside if changes_functions_only(one)]
        for mutant in (one for one in left if one not in inside):
            _note(tally, mutant, run_tests(tests, partial(import_broken, mutant)))
        import_ours(tests)
        for mutant in inside:
            _note(tally, mutant, run_tests(tests, partial(break_functions, mutant)))
        _require_sound(module)
    return tally


def _note(tally: Tally, mutant: Mutant, survived: bool) -> None:
    if survived:
        tally.survivors.append(mutant.name)
        print(f"survived, line {mutant.line}: {mutant.name}", flush=True)  # noqa: T201


def _require_sound(module: str) -> None:
    if not run_tests(MODULES[module], lambda: None):
        raise Unsound(f"The tests of {module} fail without a change to it.")


@contextmanager
def _lane() -> Iterator[None]:
    """Give this process databases and a Redis of its own."""
    lane = _lanes.get()
    _reach(lane)
    yield
    _lanes.put(lane)


def _reach(lane: int) -> None:
    for name in ("DATABASE_URL", "STAFF_DATABASE_URL", "OWNER_DATABASE_URL"):
        os.environ[name] = urlsplit(os.environ[name])._replace(path=f"/mutants{lane}").geturl()
    os.environ["PYTEST_XDIST_WORKER"] = f"gw{lane}"


def tallies(modules: list[str], workers: int) -> Iterator[Tally]:
    """Yield the tally of each module, as it is done; each has a process of its own."""
    for lane in range(workers):  # one after the other: PostgreSQL copies its template for one
        _reach(lane)
        run_tests(MODULES["tenants.encryption"], lambda: None)
        _lanes.put(lane)
    with ThreadPoolExecutor(workers) as pool:
        for tally in pool.map(_tally_in_a_process, modules):
            print(_line(tally), flush=True)  # noqa: T201  the table is what this is run for
            yield tally


def _tally_in_a_process(module: str) -> Tally:
    told = _fork.SimpleQueue()
    process = _fork.Process(target=lambda: told.put(tally_of(module)))
    process.start()
    process.join()
    if told.empty():
        raise Unsound(f"The mutants of {module} could not be run; see above.")
    tally: Tally = told.get()
    return tally


def _line(tally: Tally) -> str:
    accepted, survived = len(tally.accepted), len(tally.survivors)
    told = f"{tally.module:34}{tally.mutants:5} mutants{tally.killed:5} killed"
    return f"{told}{accepted:4} that change nothing{survived:4} survived"


def main() -> None:
    """Print a line for each module, and write `var/mutation.json`."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--workers", type=int, default=1)
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
