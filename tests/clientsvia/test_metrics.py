"""`/metrics`: who may read the figures, and that they tell what happened."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from django.test import Client
from django.utils import timezone
from prometheus_client import REGISTRY
from pytest_django.fixtures import Settings

from clientsvia.sampling import sample
from telephony.backlog import Backlog
from telephony.calls import Line
from telephony.journal.entries import StatusEntry
from telephony.journal.writing import keep
from tenants.cache import CompanyCache
from tenants.models import Company
from tests.callers import PRICE_QUESTION, SignedLine

pytestmark = pytest.mark.django_db

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
NAME = re.compile(r"\bclientsvia_\w+")
HIT, MISS = ({"name": "readiness", "outcome": outcome} for outcome in ("hit", "miss"))
TOKEN = {"HTTP_AUTHORIZATION": "Bearer a-token-for-the-scraper"}

TWO_WORKERS = """
import os, sys
from pathlib import Path
from clientsvia.metric_files import current_registry, gather_in

gather_in(Path(sys.argv[1]))
from prometheus_client import generate_latest
from tenants.gauges import CACHE_READS

hits = CACHE_READS.labels("profile", "hit")
for _ in range(2):
    worker = os.fork()
    if not worker:
        hits.inc()
        os._exit(0)
    os.waitpid(worker, 0)
print(generate_latest(current_registry()).decode())
"""


def figures(client: Client, **request: Any) -> str:
    """Return what a scraper reads."""
    return client.get("/metrics", **request).content.decode()


def counted(sample: str, /, **labels: str) -> float:
    """Return a figure of this process; 0 where nothing was counted."""
    return REGISTRY.get_sample_value(sample, labels) or 0


def test_without_a_token_only_this_machine_reads_the_figures(client: Client) -> None:
    assert "clientsvia_journal_bytes 0.0" in figures(client)
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.7").status_code == 404
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 404
    assert client.post("/metrics").status_code == 404


def test_with_a_token_whoever_has_it_reads_the_figures(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "a-token-for-the-scraper"

    assert "clientsvia_journal_bytes" in figures(client, REMOTE_ADDR="10.0.0.7", **TOKEN)
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer guessed").status_code == 404


def test_a_scraper_asks_by_an_address_and_without_https(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/metrics", HTTP_HOST="10.0.0.7:8000").status_code == 200


def test_a_turn_is_counted_by_its_kind_and_timed_by_its_stages(
    line: SignedLine, client: Client
) -> None:
    turns = counted("clientsvia_turns_total", kind="scenario", company="")
    stages = {
        name: counted("clientsvia_stage_seconds_count", stage=name)
        for name in ("routing", "reading", "deciding", "writing", "saving")
    }

    line.begin()
    line.say(1, PRICE_QUESTION)

    assert counted("clientsvia_turns_total", kind="scenario", company="") == turns + 1
    assert {name: counted("clientsvia_stage_seconds_count", stage=name) for name in stages} == {
        name: count + 2 for name, count in stages.items()
    }
    assert 'clientsvia_webhook_seconds_count{webhook="voice-turn"}' in figures(client)


def test_companies_are_told_apart_only_where_that_is_allowed(
    line: SignedLine, company: Company, client: Client, settings: Settings
) -> None:
    line.begin()
    untold = figures(client)
    settings.METRICS_BY_COMPANY = True
    line.say(1, PRICE_QUESTION)

    assert str(company.id) not in untold
    assert company.name not in figures(client)
    assert counted("clientsvia_turns_total", kind="scenario", company=str(company.id)) == 1


def test_what_goes_wrong_is_counted(line: SignedLine, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = counted("clientsvia_webhooks_refused_total", webhook="voice")
    stopgaps = counted("clientsvia_stopgaps_total", answered_by="memory")
    written = counted("clientsvia_journal_entries_total", fate="written")

    line.delivery("voice").send(path="/api/twilio/voice?moved")
    monkeypatch.setattr("telephony.webhooks._decided", lambda *_: 1 / 0)
    line.begin()

    assert counted("clientsvia_webhooks_refused_total", webhook="voice") == refused + 1
    assert counted("clientsvia_stopgaps_total", answered_by="memory") == stopgaps + 1
    assert counted("clientsvia_journal_entries_total", fate="written") == written + 1


def test_what_waits_and_goes_on_is_told(line: SignedLine) -> None:
    line.begin()
    keep(StatusEntry(Line(uuid4(), "CA1", "", ""), "completed", 60, True, timezone.now()))

    told = {one.name: one.samples[0].value for one in Backlog().collect()}

    assert told.pop("clientsvia_journal_bytes") > 0
    assert told == {
        "clientsvia_journal_aside_bytes": 0,
        "clientsvia_calls_in_progress": 1,
        "clientsvia_texts_due": 0,
    }


def test_a_call_that_is_over_is_timed(line: SignedLine) -> None:
    seconds = counted("clientsvia_call_seconds_sum", outcome="abandoned")

    line.begin()
    line.status("completed", CallDuration="42")
    line.status("completed", CallDuration="42")

    assert counted("clientsvia_call_seconds_sum", outcome="abandoned") == seconds + 42


def test_the_cache_counts_hits_and_misses(company: Company) -> None:
    cache = CompanyCache(company.id)
    before = [counted("clientsvia_cache_reads_total", **read) for read in (HIT, MISS)]

    cache.get("readiness", 1)
    cache.put("readiness", 1, {"score": 90})
    cache.get("readiness", 1)
    cache.get("readiness", 2)

    hits, misses = (counted("clientsvia_cache_reads_total", **read) for read in (HIT, MISS))
    assert (hits, misses) == (before[0] + 1, before[1] + 2)


def test_a_process_tells_how_it_stands(settings: Settings) -> None:
    sample()

    assert counted("clientsvia_workers") == 1
    assert counted("clientsvia_threads") == settings.THREADS
    assert counted("clientsvia_worker_memory_bytes") > 10_000_000


def test_workers_tell_together_what_each_of_them_counted(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TWO_WORKERS, str(tmp_path)]
    (tmp_path / "counter_1.db").write_bytes(b"of a server before")

    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603

    assert 'clientsvia_cache_reads_total{name="profile",outcome="hit"} 2.0' in told


def test_every_figure_of_the_dashboard_and_the_alerts_is_told() -> None:
    shown = NAME.findall((DEPLOY / "grafana" / "clientsvia.json").read_text())
    watched = NAME.findall((DEPLOY / "prometheus" / "alerts.yml").read_text())

    assert {*shown} | {*watched} <= told_names()
    assert len({*shown}) > 10


def test_every_alert_says_what_a_person_does() -> None:
    pages = (DEPLOY.parent / "docs" / "operating.md").read_text()
    headings = {title.lower() for title in re.findall(r"^### (\w+)$", pages, re.MULTILINE)}
    groups = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text())["groups"]
    rules = [rule for group in groups for rule in group["rules"]]

    anchors = {rule["annotations"]["runbook"].partition("#")[2] for rule in rules}

    assert anchors == {rule["alert"].lower() for rule in rules}
    assert anchors == headings


def told_names() -> set[str]:
    """Return the name of every sample that a scraper can meet."""
    families = [*REGISTRY.collect(), *Backlog().collect()]
    ends = ("", "_total", "_bucket", "_count", "_sum")
    return {f"{family.name}{end}" for family in families for end in ends}
