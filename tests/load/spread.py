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

from tests.load.callers import Turn  # noqa: E402
from tests.load.copying import copy_company  # noqa: E402
from tests.load.findings import Figures, percentiles  # noqa: E402
from tests.load.killing import workers_of  # noqa: E402
from tests.load.report import keep, list_figures  # noqa: E402
from tests.load.running import Served, ask_each, furnished, serving, settled  # noqa: E402

RESULT = Path("var/spread.json")
FEW = 10


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
    cold = ask_each(server, range(companies), "cold")
    for again in range(2):  # each worker meets each company, whoever takes which call
        ask_each(server, range(companies), f"warm {again}")
    figures |= {f"cold_{name}": value for name, value in percentiles(cold).items()}
    figures["rss_warm_mb"] = _resident_mb(server)
    few, many = [], []
    for part in range(10):
        chosen = range(part, companies, max(1, 10 * companies // turns))
        many += ask_each(server, chosen, f"all {part}")
        few += ask_each(server, [one % FEW for one in chosen], f"few {part}")
    figures |= {f"all_{name}": value for name, value in percentiles(many).items()}
    figures |= {f"few_{name}": value for name, value in percentiles(few).items()}
    return figures | {"p50_ratio": round(_p50(many) / _p50(few), 2)}


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
