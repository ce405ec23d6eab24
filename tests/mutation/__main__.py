"""`python -m tests.mutation [MODULE…]`: exit 1 where a change to what keeps companies apart

goes unnoticed by the tests. A run that was interrupted goes on where it ended.
"""

import argparse
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from threading import Lock

from tests import services
from tests.mutation.lanes import environment, make_template
from tests.mutation.modules import MODULES
from tests.mutation.results import Results

_writing = Lock()


class Unsound(RuntimeError):
    """The tests of a module fail without any change to it."""


def main() -> None:
    """Print a table, and keep what became of each mutant in `var/mutation.json`."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--lanes", type=int, default=2)
    asked = parser.parse_args()
    unknown = set(asked.modules) - set(MODULES)
    if unknown:
        parser.error(f"no such module in tests/mutation/modules.py: {', '.join(unknown)}")
    modules, results = asked.modules or list(MODULES), Results()
    services.start_services()
    make_template()
    _run_all(modules, results, asked.lanes)
    print("\n".join(results.table(modules)))  # noqa: T201  the table is what this is run for
    sys.exit(results.has_survivors(modules))


def _run_all(modules: list[str], results: Results, lanes: int) -> None:
    free: SimpleQueue[int] = SimpleQueue()
    for lane in range(lanes):
        free.put(lane)

    def run(module: str) -> None:
        lane = free.get()
        try:
            _run(module, results, lane)
        finally:
            free.put(lane)

    with ThreadPoolExecutor(lanes) as pool:
        list(pool.map(run, modules))


def _run(module: str, results: Results, lane: int) -> None:
    """Try a module's mutants in a process of their own; raises `Unsound`."""
    if not results.left(module):
        return
    results.begin(module)
    command = [sys.executable, "-m", "tests.mutation.one_module", module]
    with subprocess.Popen(  # noqa: S603
        command, env=environment(lane), stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            place, survived = json.loads(line)
            with _writing:
                results.note(module, place, survived=survived)
    if process.returncode:
        results.forget(module)
        raise Unsound(f"The tests of {module} fail without a change to it; see above.")


if __name__ == "__main__":
    main()
