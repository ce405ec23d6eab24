"""Management commands, run as from a shell but in the test's process and transaction."""

import json
from dataclasses import dataclass
from io import StringIO
from typing import Any
from unittest.mock import patch

from django.core.management import get_commands, load_command_class
from django.core.management.base import OutputWrapper

from tests.callers import connection_kept


@dataclass(frozen=True)
class Run:
    """What a command printed, and its exit status."""

    exit_status: int
    output: str
    messages: str

    @property
    def document(self) -> Any:
        """The one JSON object on standard output."""
        return json.loads(self.output)

    @property
    def documents(self) -> list[Any]:
        """The JSON lines on standard output."""
        return [json.loads(line) for line in self.output.splitlines()]


def run(name: str, *words: str, typed: str = "") -> Run:
    """Run a command with these words, and with `typed` on standard input."""
    out, err, command = StringIO(), StringIO(), load_command_class(get_commands()[name], name)
    command.stdout, command.stderr = OutputWrapper(out), OutputWrapper(err)
    kept_open = patch("django.core.management.base.connections.close_all")
    with connection_kept(), kept_open, patch("sys.stdin", StringIO(typed)):
        try:
            command.run_from_argv(["manage.py", name, *words])
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
    return Run(status, out.getvalue(), err.getvalue())


def refusal(result: Run) -> str:
    """Return the one line of a command that refused, and printed nothing else."""
    assert (result.exit_status, result.output) == (1, "")
    (line,) = result.messages.splitlines()
    return line
