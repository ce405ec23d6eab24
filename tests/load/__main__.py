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

from tests.load.report import keep, list_figures, plot, wrongs  # noqa: E402
from tests.load.running import BRAINS, Plan, furnished, run  # noqa: E402

RESULT, PICTURE = Path("var/load.json"), Path("var/load.png")


def main() -> None:
    """Run, print a table and one JSON line, and draw."""
    plan = _plan(_wanted())
    with tempfile.TemporaryDirectory() as folder, furnished(Path(folder)) as house:
        met = run(plan, house, Path(folder))
    keep(RESULT, met.figures)
    plot(PICTURE, {f"{plan.at_once} calls at once, {plan.workers} workers": met})
    print(list_figures(met.figures))  # noqa: T201
    print(json.dumps(met.figures))  # noqa: T201
    sys.exit(bool(wrongs(met.figures)))


def _wanted() -> argparse.Namespace:
    usual = Plan()
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--minutes", type=float, default=usual.seconds / 60)
    length.add_argument("--turns", type=int, help="about so many, however long it takes")
    parser.add_argument("--calls", type=int, default=usual.at_once, help="at once")
    parser.add_argument("--companies", type=int, default=usual.companies)
    parser.add_argument("--workers", type=int, default=usual.workers)
    parser.add_argument("--kill-seconds", type=float, default=usual.kill_seconds)
    parser.add_argument("--brain", choices=sorted(BRAINS), default=usual.brain)
    parser.add_argument("--seed", type=int, default=usual.seed)
    return parser.parse_args()


def _plan(wanted: argparse.Namespace) -> Plan:
    seconds = wanted.minutes * 60
    if wanted.turns:
        seconds = wanted.turns * Plan().pace.mean / wanted.calls
    return Plan(
        at_once=wanted.calls,
        seconds=seconds,
        companies=wanted.companies,
        workers=wanted.workers,
        brain=wanted.brain,
        seed=wanted.seed,
        kill_seconds=wanted.kill_seconds,
    )


main()
