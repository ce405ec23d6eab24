"""The application that gunicorn's master imports and forks."""

import subprocess
import sys

ASK = """
import os
import clientsvia.wsgi
from django.db import connections
print(len(os.listdir("/proc/self/task")), [one.connection for one in connections.all()])
"""


def test_importing_it_starts_no_thread_and_opens_no_connection() -> None:
    command = [sys.executable, "-c", ASK]

    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603  our own code

    assert told == "1 [None]\n"
