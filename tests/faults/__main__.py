"""`python -m tests.faults`: calls while something is away; exit 1 where one is lost or mixed up."""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import services

services.start_services()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")

import django  # noqa: E402  the services' URLs stand in the environment now

django.setup()

from tests.faults.proxy import SlowWay  # noqa: E402
from tests.faults.scenarios import SCENARIOS, Scenario, Scene, small_disk  # noqa: E402
from tests.faults.servers import House  # noqa: E402
from tests.load.report import keep, plot, table, wrongs  # noqa: E402
from tests.load.running import (  # noqa: E402
    BRAINS,
    Met,
    furnished,
    play,
    serving,
    settled,
    warm_up,
)

RESULT, PICTURE = Path("var/faults.json"), Path("var/faults.png")
EXPECTED = {"disk full": {"lost", "statuses_lost"}}
"""What cannot be otherwise: with no disk and no database there is nowhere to keep a turn."""


def main() -> None:
    """Play each scenario, print what came of it, and draw."""
    wanted = _wanted()
    chosen = [one for one in SCENARIOS if not wanted.only or one.name in wanted.only]
    with tempfile.TemporaryDirectory() as folder, furnished(Path(folder)) as house:
        company_ids = settled(house, wanted.companies, wanted.brain)
        met = {}
        for scenario in chosen:
            with _staged(scenario, house, Path(folder), company_ids, wanted.workers) as scene:
                met[scenario.name] = _played(scenario, scene, wanted)
            print(table({scenario.name: met[scenario.name].figures}), flush=True)  # noqa: T201
    _tell(met)


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="of each fault's run")
    parser.add_argument("--calls", type=int, default=50, help="at once")
    parser.add_argument("--companies", type=int, default=26)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--brain", choices=sorted(BRAINS), default="universal")
    parser.add_argument("--seed", type=int, default=1)
    names = [one.name for one in SCENARIOS]
    parser.add_argument("--only", nargs="+", choices=names, metavar="FAULT", help=", ".join(names))
    return parser.parse_args()


@contextmanager
def _staged(
    scenario: Scenario, house: House, folder: Path, company_ids: list[str], workers: int
) -> Iterator[Scene]:
    """Serve the companies with what the scenario needs between them and their calls."""
    place = folder / scenario.name.replace(" ", "-").replace(",", "")
    place.mkdir()
    way = SlowWay(place / "way", house.postgres.folder)
    told = {"VAR_DIR": str(place / "var")}
    if scenario.by_the_way:
        told |= {name: way.url(url) for name, url in house.postgres.settings.items()}
    try:
        with (
            _disk(scenario, place / "var") as var,
            serving(house, place, company_ids, workers, **told) as server,
        ):
            yield Scene(server, way, var)
    finally:
        way.close()
        shutil.rmtree(place)


@contextmanager
def _disk(scenario: Scenario, place: Path) -> Iterator[Path]:
    if scenario.small_disk:
        with small_disk(place, megabytes=64) as small:
            yield small
    else:
        place.mkdir()
        yield place


def _played(scenario: Scenario, scene: Scene, wanted: argparse.Namespace) -> Met:
    """Play the calls, with the fault there in the second third of the time."""
    span = wanted.seconds / 3, wanted.seconds * 2 / 3
    calls = scenario.calls(wanted.calls, wanted.seconds, wanted.companies, span, wanted.seed)
    warm_up(scene.server, wanted.companies)
    flooding = 0 if scenario.flood else None
    return play(scene.server, calls, lambda: scenario.fault(scene), span, flooding)


def _tell(met: dict[str, Met]) -> None:
    figures = {name: one.figures for name, one in met.items()}
    keep(RESULT, figures)
    plot(PICTURE, met)
    print(f"\n{table(figures)}")  # noqa: T201
    wrong = {
        name: sorted({*wrongs(one)} - EXPECTED.get(name, set())) for name, one in figures.items()
    }
    sys.exit("\n".join(f"{name}: {', '.join(ones)}" for name, ones in wrong.items() if ones))


main()
