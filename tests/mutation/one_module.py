"""`python -m tests.mutation.one_module MODULE`: try what is left of a module's mutants.

Prints a line of JSON for each: the mutant's place, and whether it survived. Exit 3 where the tests
of the module fail without a change to it.
"""

import json
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from tests import services
from tests.mutation.lanes import renew_database
from tests.mutation.modules import MODULES
from tests.mutation.mutants import Mutant
from tests.mutation.results import Results
from tests.mutation.running import (
    break_functions,
    changes_functions_only,
    import_broken,
    import_libraries,
    import_ours,
    run_tests,
)

UNSOUND = 3


def main(module: str) -> None:
    """Try them: those within functions in a fork that has imported the product, then the others."""
    services.start_services()
    left = Results().left(module)
    inside = [one for one in left if changes_functions_only(one)]
    import_libraries()
    _require_sound(module)
    with ProcessPoolExecutor(1, get_context("fork")) as apart:
        apart.submit(_try_inside, module, inside).result()
    _try([one for one in left if one not in inside], import_broken)
    _require_sound(module)


def _try_inside(module: str, mutants: list[Mutant]) -> None:
    import_ours(MODULES[module])
    _try(mutants, break_functions)


def _try(mutants: list[Mutant], break_it: Callable[[Mutant], None]) -> None:
    for mutant in mutants:
        renew_database()
        survived = run_tests(MODULES[mutant.module], partial(break_it, mutant))
        print(json.dumps([mutant.place, survived]), flush=True)  # noqa: T201  for who started this


def _require_sound(module: str) -> None:
    renew_database()
    if not run_tests(MODULES[module], lambda: None, is_told=True):
        sys.exit(UNSOUND)


if __name__ == "__main__":
    main(sys.argv[1])
