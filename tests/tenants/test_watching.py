"""A suspected database is asked by one thread until it answers, and by nobody else meanwhile."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql import base

from tenants.postgresql import watching
from tenants.postgresql.watching import PAUSE_SECONDS, Watch, watch_of

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no server."
)


def saying(*answers: bool) -> Callable[[], bool]:
    """Return what answers so, one after another."""
    told = iter(answers)
    return lambda: next(told)


@pytest.fixture
def own(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[BaseDatabaseWrapper]:
    """Return an alias's connection of the test's own, not connected yet, and watched anew."""
    monkeypatch.setattr(watching, "_watches", {})
    wrapper = connections["default"].copy()
    yield wrapper
    wrapper.close()


@pytest.fixture
def suspected(monkeypatch: pytest.MonkeyPatch) -> list[Watch]:
    """Return the watches that are told of a suspicion, each time that they are."""
    told: list[Watch] = []
    monkeypatch.setattr(Watch, "suspect", lambda watch: told.append(watch))
    return told


def test_a_suspected_database_that_answers_was_never_away() -> None:
    seen: list[float] = []
    watch = Watch("test", saying(True), seen.append)

    watch.ask_until_back()

    assert (watch.is_away, seen) == (False, [])


def test_one_that_does_not_answer_is_away_and_asked_again_after_each_pause() -> None:
    seen: list[tuple[bool, float]] = []
    watch = Watch("test", saying(False, False, True), lambda s: seen.append((watch.is_away, s)))

    watch.ask_until_back()

    assert seen == [(True, PAUSE_SECONDS)] * 2


@on_postgresql
def test_while_it_is_away_nobody_connects(own: BaseDatabaseWrapper) -> None:
    watch_of("default").is_away = True

    with pytest.raises(OperationalError, match="away"):
        own.ensure_connection()

    watch_of("default").is_away = False
    own.ensure_connection()


@on_postgresql
def test_one_who_gets_no_connection_suspects_it(
    own: BaseDatabaseWrapper, suspected: list[Watch], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise psycopg.OperationalError("too many clients")

    monkeypatch.setattr(base.DatabaseWrapper, "get_new_connection", refuse)

    with pytest.raises(OperationalError, match="too many clients"):
        own.ensure_connection()

    assert suspected == [watch_of("default")]


@on_postgresql
def test_a_connection_that_was_lost_makes_it_suspect_and_one_given_back_whole_does_not(
    own: BaseDatabaseWrapper, suspected: list[Watch]
) -> None:
    own.ensure_connection()
    own.close()
    before = [*suspected]

    own.ensure_connection()
    own.connection.close()
    own.close()

    assert (before, suspected) == ([], [watch_of("default")])


@on_postgresql
def test_what_answers_is_asked_over_the_pool(own: BaseDatabaseWrapper) -> None:
    watch = watch_of("default")

    watch.ask_until_back()

    assert not watch.is_away
