"""The production server itself, with its PostgreSQL or its Redis stopped during a call."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from telephony import phrases
from tests.faults.servers import House, Redis, furnish

PRICE_QUESTION = "how much is a service call"


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """Return a house of these tests' own."""
    with tempfile.TemporaryDirectory() as folder:
        furnished = furnish(Path(folder))
        yield furnished
        furnished.postgres.close()


def test_a_call_is_answered_when_postgres_stops_after_its_first_turn(house: House) -> None:
    with house.serving() as phone:
        greeting = phone.post("voice").body.decode()
        with house.postgres.stopped():
            forged = phone.post("voice/turns/1", token="guessed", SpeechResult="hello")
            emergency = phone.say(1, "i smell gas in my kitchen")
            question = phone.say(2, PRICE_QUESTION)

    assert "Thank you for calling Joe's Plumbing" in greeting
    assert (forged.status, forged.body) == (403, b"")
    assert emergency.startswith("200 ")
    assert "911" in emergency
    assert phrases.TROUBLE not in emergency
    assert question.startswith("200 ")
    assert phrases.TROUBLE in question


def test_a_call_is_answered_as_ever_once_postgres_is_back(house: House) -> None:
    with house.serving() as phone:
        phone.post("voice")
        with house.postgres.stopped():
            phone.say(1, PRICE_QUESTION)
        price = phone.say(2, PRICE_QUESTION)

    assert "$125" in price


def test_a_call_is_answered_as_ever_when_redis_stops_after_its_first_turn(
    house: House, tmp_path: Path
) -> None:
    redis = Redis(tmp_path)
    with house.serving(REDIS_URL=redis.url) as phone:
        greeting = phone.post("voice").body.decode()
        redis.stop()
        price = phone.say(1, PRICE_QUESTION)
        emergency = phone.say(2, "i smell gas in my kitchen")

    assert "Joe's Plumbing" in greeting
    assert price.startswith("200 ")
    assert "$125" in price
    assert "911" in emergency
