"""The application that gunicorn's master imports and forks, and that other servers just import."""

import os
import subprocess
import sys

ASK = """
import os, threading
import clientsvia.wsgi
from django.db import connections
names = [one.name for one in threading.enumerate()]
print(names, len(os.listdir("/proc/self/task")), {one.connection for one in connections.all()})
"""
LEAVE = "from clientsvia.worker import leave_to_forks; leave_to_forks()"


def told(program: str) -> str:
    """Return what a Python program prints that may serve as any role of the database."""
    command, place = [sys.executable, "-c", program], {**os.environ, "DEBUG": "on"}
    done = subprocess.run(command, env=place, check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout


def test_a_process_that_is_to_be_forked_has_no_thread_and_no_connection() -> None:
    assert told(f"{LEAVE}\n{ASK}") == "['MainThread'] 1 {None}\n"


def test_a_process_that_answers_itself_begins_to_work() -> None:
    assert "'journal'" in told(ASK)
