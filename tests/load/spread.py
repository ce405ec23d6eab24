"""`python -m tests.load.spread`: turns spread over very many companies, and over ten of them."""

import argparse
import os
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from statistics import median
from uuid import UUID

from tests import services

services.start_services()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")

import django  # noqa: E402  the services' URLs stand in the environment now

django.setup()

from tests.load.callers import Callers, Turn  # noqa: E402
from tests.load.copying import copy_company  # noqa: E402
from tests.load.findings import Figures, percentiles  # noqa: E402
from tests.load.killing import workers_of  # noqa: E402
from tests.load.planning import PlannedCall  # noqa: E402
from tests.load.report import keep, list_figures  # noqa: E402
from tests.load.running import Served, furnished, serving, settled  # noqa: E402

RESULT = Path("var/spread.json")
FEW = 10
AT_ONCE = 4


def main() -> None:
    """Load the companies, and measure beside each other what is held, and what is not."""
    wanted = _wanted()
    with tempfile.TemporaryDirectory() as name, furnished(Path(name)) as house:
        folder = Path(name)
        (model,) = settled(house, 1, "universal")
        ids, size = copy_company(house.postgres.url, UUID(model), wanted.companies)
        figures: Figures = {"companies": wanted.companies, **asdict(size)}
        agents = {"AGENTS_PER_PROCESS": str(wanted.agents)} if wanted.agents else {}
        started = time.monotonic()
        with serving(house, folder, ids, **agents) as server:
            figures["start_s"] = round(time.monotonic() - started, 1)
            figures |= _measured(server, wanted.companies, wanted.turns)
    figures["rows"] = sum(figures.pop("rows").values())
    keep(RESULT, figures)
    print(list_figures(figures))  # noqa: T201


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.load.spread", description=__doc__)
    parser.add_argument("--companies", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=2_000, help="of each measuring")
    parser.add_argument("--agents", type=int, default=0, help="AGENTS_PER_PROCESS; as it is set")
    return parser.parse_args()


def _measured(server: Served, companies: int, turns: int) -> Figures:
    """Return how long turns take over all companies and over few, in rounds that alternate."""
    figures = {"rss_start_mb": _resident_mb(server)}
    everybody = [_one_turn(company, f"{company:08x}") for company in range(companies)]
    cold = _played(server, everybody)
    for again in range(2):  # each worker meets each company, whoever takes which call
        _played(server, [_one_turn(one.company, f"{again}{one.company:07x}") for one in everybody])
    figures |= {f"cold_{name}": value for name, value in percentiles(cold).items()}
    figures["rss_warm_mb"] = _resident_mb(server)
    few, many = [], []
    for part in range(10):
        chosen = range(part, companies, max(1, 10 * companies // turns))
        many += _played(server, [_one_turn(one, f"a{part}{one:07x}") for one in chosen])
        few += _played(server, [_one_turn(one % FEW, f"b{part}{one:07x}") for one in chosen])
    figures |= {f"all_{name}": value for name, value in percentiles(many).items()}
    figures |= {f"few_{name}": value for name, value in percentiles(few).items()}
    return figures | {"p50_ratio": round(_p50(many) / _p50(few), 2)}


def _one_turn(company: int, name: str) -> PlannedCall:
    """Return a call in which one question is asked at once."""
    return PlannedCall(0.0, company, f"CA{name:0>32}", (0.0, 0.0))


def _played(server: Served, calls: list[PlannedCall]) -> list[Turn]:
    """Play the calls, a few at once and each after the one before; return the turns with speech."""
    callers = Callers(server.origin)
    for first in range(0, len(calls), AT_ONCE):
        callers.play(calls[first : first + AT_ONCE])
    return [turn for turn in callers.log.turns if turn.index and turn.body is not None]


def _p50(turns: list[Turn]) -> float:
    return median(turn.milliseconds for turn in turns)


def _resident_mb(server: Served) -> float:
    """Return what the largest worker holds in memory, what it shares with the others included."""
    pages = [
        int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in workers_of(server.pid)
    ]
    return round(max(pages) * os.sysconf("SC_PAGE_SIZE") / 1_000_000, 1)


if __name__ == "__main__":
    main()
