"""Whether the process lives, and whether it can serve."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from telephony import standby
from telephony.calls import Line
from telephony.journal.entries import StatusEntry
from telephony.journal.writing import keep
from telephony.turns import Heard

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_cache(settings: Settings, tmp_path: Path) -> None:
    """Point the cache at a Redis that is not there."""
    default = {**settings.CACHES["default"], "LOCATION": f"unix://{tmp_path}/nobody.sock"}
    settings.CACHES = {"default": default}


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every query fail as it does when the server is gone."""

    def refuse() -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(connection, "cursor", refuse)


def test_alive_without_asking_anything(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_alive_while_everything_behind_is_gone(
    client: Client, no_database: None, no_cache: None
) -> None:
    assert client.get("/health/live").status_code == 200


def test_ready_with_database_and_cache(client: Client) -> None:
    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": True, "cache": True, "reasons": []}


def test_degraded_without_a_cache(client: Client, no_cache: None) -> None:
    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["reasons"]) == ("degraded", ["cache_away"])


def test_degraded_while_turns_wait_to_be_recorded(client: Client) -> None:
    line = Line(uuid4(), "CA1", "+12125550123", "+12395550100")
    keep(StatusEntry(line, "completed", 60, True, timezone.now()))

    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["reasons"]) == (
        "degraded",
        ["journal_not_empty"],
    )


def test_degraded_once_a_call_was_answered_from_memory(client: Client) -> None:
    standby.answer_from_memory(None, 1, Heard(speech="hello"))

    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["reasons"]) == ("degraded", ["standby_in_use"])


def test_unavailable_without_a_database(client: Client, no_database: None) -> None:
    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert (answer.json()["status"], answer.json()["database"]) == ("unavailable", False)


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_is_read_only(client: Client, path: str) -> None:
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/api/docs", "/api/schema", "/health/live", "/health/ready"])
def test_docs_schema_and_health_need_no_sign_in(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200
