"""`python -m tests.load`: exit 1 where a turn was lost, doubled, mixed up or invalid."""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from tests import services

services.start_services()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")

import django  # noqa: E402  the services' URLs stand in the environment now

django.setup()

from tests.load.findings import WRONG  # noqa: E402
from tests.load.running import BRAINS, Plan, furnished, run  # noqa: E402


def main() -> None:
    """Run, print a table and one JSON line."""
    usual = Plan()
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("turns", type=int, nargs="?", default=usual.turns)
    parser.add_argument("--companies", type=int, default=usual.companies)
    parser.add_argument("--callers", type=int, default=usual.callers)
    parser.add_argument("--kill-seconds", type=float, default=usual.kill_seconds)
    parser.add_argument("--brain", choices=sorted(BRAINS), default=usual.brain)
    plan = Plan(**vars(parser.parse_args()))
    with tempfile.TemporaryDirectory() as folder, furnished(Path(folder)) as house:
        figures = run(plan, house, Path(folder))
    for name, value in figures.items():
        print(f"  {name:<26}{value:>12}{'   must be 0' if name in WRONG else ''}")  # noqa: T201
    print(json.dumps(figures))  # noqa: T201
    sys.exit(any(figures[name] for name in WRONG))


main()
