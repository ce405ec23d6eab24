"""A database that says nothing is given up, one that takes its time is waited for."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from tenants import patience
from tenants.patience import PatientConnection, serve_from_now_on, waiting_at_most

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server."),
]

FOR_A_MINUTE, FOR_A_MOMENT = "SELECT pg_sleep(60)", "SELECT pg_sleep(0.3)"


@pytest.fixture
def serving(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process be one that serves, until the end of the test."""
    monkeypatch.setattr(patience, "_is_serving", False)
    serve_from_now_on()


@pytest.fixture
def database(db: None) -> Iterator[PatientConnection]:
    """Return a connection of the test's own, whose statements end soon after it is closed."""
    facts = connection.get_connection_params()
    with PatientConnection.connect(**facts) as own:
        own.execute("SET client_connection_check_interval = 50")
        yield own


@pytest.mark.usefixtures("serving")
def test_a_silent_database_is_given_up_and_its_connection_closed(
    database: PatientConnection,
) -> None:
    with (
        waiting_at_most(0.2),
        pytest.raises(psycopg.OperationalError, match="says nothing"),
    ):
        database.execute(FOR_A_MINUTE)

    assert database.closed


def test_a_command_waits_as_long_as_it_takes(database: PatientConnection) -> None:
    with waiting_at_most(0.0):
        assert database.execute(FOR_A_MOMENT).rowcount == 1
    assert database.execute("SHOW statement_timeout").fetchone() == ("0",)


@pytest.mark.usefixtures("serving")
def test_a_process_that_serves_lets_no_statement_take_long(database: PatientConnection) -> None:
    assert database.execute("SHOW statement_timeout").fetchone() == ("2500ms",)


@pytest.mark.usefixtures("serving")
def test_a_process_that_serves_gives_up_without_being_told_how_long_to_wait(
    database: PatientConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.execute("SET statement_timeout = 0")
    monkeypatch.setattr(patience, "SERVING_SECONDS", 0.2)

    with pytest.raises(psycopg.OperationalError, match="says nothing"):
        database.execute(FOR_A_MINUTE)


@pytest.mark.usefixtures("serving")
def test_what_was_waited_for_one_statement_is_not_left_for_the_next(
    database: PatientConnection,
) -> None:
    with waiting_at_most(60.0):
        database.execute(FOR_A_MOMENT)
        left = patience._patience.get()

    assert left is not None
    assert left.seconds < 59.8
