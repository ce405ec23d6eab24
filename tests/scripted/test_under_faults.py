"""The scripted calls without Redis, or without their database from some request on.

Each fault meets a tenth of the calls here; `make calls-under-faults` plays all calls under all of
them, the database taken away at each request after the first.
"""

import os
from contextlib import nullcontext
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from telephony.profiles import forget_agents
from tests.faults.servers import Redis
from tests.scripted import cutting
from tests.scripted.cutting import faults_when_cut
from tests.scripted.playing import SCRIPTS, faults_in

pytestmark = pytest.mark.django_db

EVERY = "EVERY_SCRIPT" in os.environ
CUTS = range(2, 100) if EVERY else range(2, 4)


@pytest.fixture(autouse=True)
def _as_many_calls_as_there_are_scripts(settings: Settings) -> None:
    """Put none of them off: all are one company's, within a minute."""
    settings.CALLS_PER_COMPANY = "1000000/minute"


def some(first: int) -> list[str]:
    """Return the names of a tenth of the scripts, from the first of these on, or of all."""
    return list(SCRIPTS) if EVERY else list(SCRIPTS)[first::10]


@pytest.mark.parametrize("name", some(0))
def test_a_call_goes_as_it_is_written_without_redis(name: str, joe: UUID, redis: Redis) -> None:
    redis.stop()

    assert faults_in(SCRIPTS[name], joe) == []


@pytest.mark.parametrize("name", some(3))
def test_it_goes_alike_while_redis_hangs(name: str, joe: UUID, redis: Redis) -> None:
    redis.pause()

    assert faults_in(SCRIPTS[name], joe) == []


@pytest.mark.parametrize("name", some(6))
def test_it_goes_alike_where_nobody_remembers_anything_of_the_turn_before(
    name: str, joe: UUID, redis: Redis
) -> None:
    def forget(request: int) -> None:
        redis.flush()
        forget_agents()

    assert faults_in(SCRIPTS[name], joe, before_request=forget) == []


def test_an_answer_as_ever_would_be_found(joe: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "databases_out_of_reach", nullcontext)

    assert len(faults_when_cut(SCRIPTS["price"], joe, range(2, 3))) == 1


@pytest.mark.parametrize("name", some(9))
def test_nobody_meets_silence_when_the_database_goes_away(name: str, joe: UUID) -> None:
    assert faults_when_cut(SCRIPTS[name], joe, CUTS) == []
