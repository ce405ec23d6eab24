"""Measure, print, and write `var/bench.json`: a flat object, figure name to number."""

import json
import logging
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from tests import services

services.start_services()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")

import django  # noqa: E402  the services' URLs stand in the environment now

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from matching.engine import Catalog, build_index, decide  # noqa: E402
from telephony.profiles import agent_for, forget_agents, read_profile  # noqa: E402
from telephony.simulator.transport import WSGITransport  # noqa: E402
from tenants import routing  # noqa: E402
from tenants.cache import CompanyCache  # noqa: E402
from tenants.databases import OWNER, connection_in_force, working_as  # noqa: E402
from tests.bench.importing import knowledge_figures  # noqa: E402
from tests.bench.line import UTTERANCE, BenchLine, create_bench_company  # noqa: E402
from tests.bench.locking import lock3_figures  # noqa: E402
from tests.bench.matching import matching_figures  # noqa: E402
from tests.bench.serving import serving_figures  # noqa: E402
from tests.bench.syncing import sync_figures  # noqa: E402
from tests.bench.timing import beside, milliseconds_once  # noqa: E402
from tests.roles import made_as_the_owner  # noqa: E402

PHONE = "+12395553000"
RESULT = Path("var/bench.json")
_TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")

Figures = dict[str, float]


def measure() -> Figures:
    """Return every figure."""
    line = BenchLine(WSGITransport(get_wsgi_application()), PHONE)
    create_bench_company(PHONE)
    _play_a_day(line)
    return {
        **turn_figures(line),
        **lock3_figures(line),
        **index_figures(),
        **mission_figures(line),
        **serving_figures(),
        **matching_figures(),
        **sync_figures(),
        **knowledge_figures(),
    }


def _play_a_day(line: BenchLine) -> None:
    """Fill the tables and gather their statistics, as autovacuum would have by then."""
    for _ in range(100):
        line.begin_call()
        line.say()
    with working_as(OWNER), connection_in_force().cursor() as cursor:
        cursor.execute("ANALYZE")


def turn_figures(line: BenchLine) -> Figures:
    """Return what a warm turn costs inside the WSGI handler, beside an empty signed POST."""
    line.say()
    with CaptureQueriesContext(connection) as captured:
        line.say()
    queries = [one for one in captured if not one["sql"].startswith(_TRANSACTION)]
    figures = beside({"empty_post_us": line.post_empty, "turn_us": line.say}, line.begin_call)
    with patch("telephony.webhooks.save_turn", lambda line, standing, turn: turn.twiml):
        acts = {"empty_post_us": line.post_empty, "turn_unsaved_us": line.say}
        unsaved = beside(acts, line.begin_call)
    return {
        **figures,
        "turn_unsaved_us": unsaved["turn_unsaved_us"],
        "turn_ratio": figures["turn_us"] / figures["empty_post_us"],
        "turn_unsaved_ratio": unsaved["turn_unsaved_us"] / unsaved["empty_post_us"],
        "turn_queries": len(queries),
    }


def index_figures() -> Figures:
    """Return what a company's index costs to build and to hold."""
    route = _route()
    catalog = Catalog.from_document(read_profile(route).catalog)
    build_ms = min(milliseconds_once(lambda: build_index(catalog)) for _ in range(5))
    tracemalloc.start()
    index = build_index(catalog)
    held_bytes, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    decide(index, UTTERANCE)
    triggers = sum(len(one.triggers) for one in catalog.scenarios)
    megabytes = held_bytes / 1_000_000
    return {"index_triggers": triggers, "index_build_ms": build_ms, "index_mb": megabytes}


def mission_figures(line: BenchLine) -> Figures:
    """Return the mission's own table, in milliseconds."""
    route = _route()
    agent = agent_for(route)
    cache = CompanyCache(route.company_id)
    fetch = {
        "cache_hit_ms": lambda: cache.get("profile", route.configuration_version),
        "matching_ms": lambda: decide(agent.index, "do you guys come out on the weekend"),
        "company_uncached_ms": lambda: read_profile(route),
        "company_cached_ms": lambda: agent_for(_route()),
        "call_start_ms": line.begin_call,
        "whole_response_ms": line.say,
    }
    warm = {name: value / 1000 for name, value in beside(fetch, line.begin_call).items()}
    return {**warm, "call_start_cold_ms": milliseconds_once(_cold(line))}


def _cold(line: BenchLine) -> Callable[[], object]:
    """Return a call's start on a worker that has not met the company yet, nothing cached."""
    forget_agents()
    CompanyCache(_route().company_id).forget("profile")
    return line.begin_call


def _route() -> routing.NumberRoute:
    route = routing.route_number(PHONE)
    assert route is not None
    return route


AT_LEAST = {"served_ratio": 0.4}
TARGETS = {
    "turn_ratio": 6,
    "turn_unsaved_ratio": 3,
    "turn_queries": 3,
    "lock3_turn_ratio": 1.25,
    "lock3_list_ratio": 1.25,
    "cache_hit_ms": 5,
    "company_cached_ms": 50,
    "company_uncached_ms": 150,
    "call_start_ms": 200,
    "matching_ms": 100,
    "whole_response_ms": 500,
    "served_turn_p99_50_calls_ms": 25,
}


def show(figures: Figures) -> None:
    """Print the figures beside their targets."""
    print(f"\n{connection.vendor}, cache {'redis' if settings.REDIS_URL else 'in process'}")  # noqa: T201
    for name, value in figures.items():
        target = f"   aim ≤ {TARGETS[name]}" if name in TARGETS else ""
        target = f"   aim ≥ {AT_LEAST[name]}" if name in AT_LEAST else target
        print(f"  {name:<22}{value:>12.3f}{target}")  # noqa: T201


def main() -> None:
    """Measure on a database of its own, which is dropped afterwards."""
    logging.disable(logging.WARNING)
    settings.ROOT_URLCONF = "tests.bench.urls"
    settings.ALLOWED_HOSTS = ["*"]
    for one in connections.all():
        one.settings_dict["TEST"]["NAME"] = f"bench_{os.getpid()}"
    with made_as_the_owner(verbosity=0):
        call_command("load_brain", stdout=open(os.devnull, "w"))  # noqa: SIM115
        figures = measure()
    show(figures)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(figures, indent=2) + "\n")


main()
