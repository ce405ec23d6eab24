"""The production server itself, with its Redis and its PostgreSQL stopped during one call.

One story for both, because a house takes seconds to furnish.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from telephony import phrases
from tests.callers import PRICE_QUESTION, SAFETY
from tests.faults.servers import House, Redis, furnish


@pytest.fixture
def house() -> Iterator[House]:
    """Return a house of the test's own."""
    with tempfile.TemporaryDirectory() as folder:
        furnished = furnish(Path(folder))
        yield furnished
        furnished.postgres.close()


def test_a_call_survives_its_redis_and_then_its_postgres_and_goes_on_once_that_is_back(
    house: House, tmp_path: Path
) -> None:
    redis = Redis(tmp_path)
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
