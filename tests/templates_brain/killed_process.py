"""A process that clones the template `small` into a company and kills itself at a statement.

`python -m tests.templates_brain.killed_process COMPANY STATEMENT`; STATEMENT -1 lets it live.
"""

import os
import signal
import sys
from typing import Any
from uuid import UUID

import django


def clone(company_id: UUID, statement: int) -> None:
    """Clone, and be gone at the given statement, as a process that the kernel ends."""
    from django.db import connection

    from templates_brain.cloning import clone_template, find_version

    version = find_version("small")
    left = iter(range(statement)) if statement >= 0 else iter(lambda: 0, 1)

    def execute(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(execute):
        clone_template(company_id, version, actor="test")


if __name__ == "__main__":
    django.setup()
    clone(UUID(sys.argv[1]), int(sys.argv[2]))
