"""The production server itself, with what it rests on stopped, hung or emptied during a call.

One house for all, because it takes seconds to furnish.
"""

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from telephony import phrases
from telephony.simulator.twiml_document import read_twiml
from tests.callers import PRICE_QUESTION, SAFETY
from tests.faults.servers import House, Phone, Redis
from tests.load.findings import WRONG
from tests.load.killing import workers_of
from tests.load.planning import Pace
from tests.load.running import Plan, furnished, run

REPLAY_SECONDS = 60


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """Return a house of these tests' own."""
    with tempfile.TemporaryDirectory() as folder, furnished(Path(folder)) as ready:
        yield ready


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    """Return a Redis of the test's own."""
    private = Redis(tmp_path)
    yield private
    private.resume()
    private.stop()


def recorded(house: House, phone: Phone) -> list[Any]:
    """Return the call's turns as they stand in the database: index and TwiML."""
    with psycopg.connect(house.postgres.url) as connection:
        return connection.execute(
            "SELECT turn.index, turn.twiml FROM telephony_callturn AS turn"
            " JOIN telephony_call AS call ON call.id = turn.call_id"
            " WHERE call.call_sid = %s ORDER BY turn.index",
            [phone.call_sid],
        ).fetchall()


def recorded_in_the_end(house: House, phone: Phone, count: int) -> list[Any]:
    """Return the call's turns once there are so many, or whatever there is after a while."""
    deadline = time.monotonic() + REPLAY_SECONDS
    while len(recorded(house, phone)) < count and time.monotonic() < deadline:
        time.sleep(0.1)
    return recorded(house, phone)


def test_a_call_survives_its_redis_and_then_its_postgres_and_goes_on_once_that_is_back(
    house: House, redis: Redis
) -> None:
    with house.serving(REDIS_URL=redis.url) as phone:
        greeting = phone.post("voice").body.decode()

        redis.stop()
        without_redis = phone.say(1, PRICE_QUESTION)

        with house.postgres.stopped():
            forged = phone.post("voice/turns/2", token="guessed", SpeechResult="hello")
            emergency = phone.say(2, "i smell gas in my kitchen")
            question = phone.say(3, PRICE_QUESTION)
        phone.wait_until_ready()
        afterwards = phone.say(4, PRICE_QUESTION)

    assert "Thank you for calling Joe's Plumbing" in greeting
    assert without_redis.startswith("200 ")
    assert "Joe's Plumbing is $125" in without_redis
    assert (forged.status, forged.body) == (403, b"")
    assert emergency.startswith("200 ")
    assert SAFETY in emergency
    assert question.startswith("200 ")
    assert phrases.TROUBLE in question
    assert afterwards.startswith("200 ")
    assert "Joe's Plumbing is $125" in afterwards


def test_turns_of_an_outage_are_answered_at_once_and_recorded_once_after_it(
    house: House,
) -> None:
    with house.serving() as phone:
        greeting = phone.post("voice").body.decode()

        with house.postgres.stopped():
            heard = [PRICE_QUESTION, "i smell gas in my kitchen", "", "goodbye"]
            told = [
                phone.post(f"voice/turns/{i}", SpeechResult=text) for i, text in enumerate(heard, 1)
            ]
            ended = phone.post("status", CallStatus="completed")
        turns = recorded_in_the_end(house, phone, 5)

    bodies = [answer.body.decode() for answer in told]
    assert {answer.status for answer in told} == {ended.status} == {200}
    assert all(read_twiml(answer.body) for answer in told)
    assert phrases.TROUBLE in bodies[0]
    assert SAFETY in bodies[1]
    assert turns == list(enumerate([greeting, *bodies]))


def test_turns_are_answered_while_the_database_hangs_and_recorded_once_it_answers(
    house: House,
) -> None:
    with house.serving() as phone:
        greeting = phone.post("voice").body.decode()
        with house.postgres.hung():
            heard = [PRICE_QUESTION, "i smell gas in my kitchen", "goodbye"]
            told = [
                phone.post(f"voice/turns/{i}", SpeechResult=text) for i, text in enumerate(heard, 1)
            ]
        phone.wait_until_ready()
        afterwards = phone.post("voice/turns/4", SpeechResult=PRICE_QUESTION).body.decode()
        turns = recorded_in_the_end(house, phone, 5)

    bodies = [answer.body.decode() for answer in told]
    assert phrases.TROUBLE in bodies[0]
    assert SAFETY in bodies[1]
    assert phrases.TROUBLE in bodies[2]
    assert "Joe's Plumbing is $125" in afterwards
    assert turns == list(enumerate([greeting, *bodies, afterwards]))


def test_what_a_killed_worker_could_not_record_is_recorded_by_another(house: House) -> None:
    with house.serving() as phone:
        greeting = phone.post("voice").body.decode()
        with house.postgres.stopped():
            apology = phone.post("voice/turns/1", SpeechResult=PRICE_QUESTION).body.decode()
            os.kill(workers_of(phone.server_pid)[0], signal.SIGKILL)
        turns = recorded_in_the_end(house, phone, 2)

    assert phrases.TROUBLE in apology
    assert turns == [(0, greeting), (1, apology)]


def test_a_call_goes_on_while_redis_hangs_and_after_it_was_flushed(
    house: House, redis: Redis
) -> None:
    with house.serving(REDIS_URL=redis.url) as phone:
        greeting = phone.post("voice")
        redis.pause()
        hung = phone.post("voice/turns/1", SpeechResult=PRICE_QUESTION)
        new_call = Phone(phone.origin).post("voice")
        redis.resume()
        redis.flush()
        flushed = phone.post("voice/turns/2", SpeechResult=PRICE_QUESTION)
        turns = recorded(house, phone)

    assert "Joe's Plumbing is $125" in hung.body.decode()
    assert "Joe's Plumbing is $125" in flushed.body.decode()
    assert "Thank you for calling Joe's Plumbing" in new_call.body.decode()
    assert turns == list(enumerate(one.body.decode() for one in (greeting, hung, flushed)))


def test_of_hundreds_of_turns_none_is_lost_doubled_or_mixed_up_while_workers_are_killed(
    house: House, tmp_path: Path
) -> None:
    pace = Pace(0.02, 0.12)
    plan = Plan(at_once=8, seconds=5.0, companies=5, kill_seconds=2.0, brain="small", pace=pace)

    figures = run(plan, house, tmp_path).figures

    lost = [name for name in WRONG if name != "unanswered"]
    assert {name: figures[name] for name in lost} == dict.fromkeys(lost, 0)
    assert figures["turns"] >= 200
    assert figures["workers_killed"] >= 1
