"""The cache goes away during a call: everything is answered as ever."""

import pytest
from django.core.cache import cache

from telephony.profiles import forget_agents
from telephony.readiness import describe_readiness
from tenants.models import Company
from tenants.scope import company_scope
from tests.callers import PRICE_QUESTION, SignedLine
from tests.faults.servers import Redis

pytestmark = pytest.mark.django_db


def test_a_call_goes_on_when_redis_stops_after_its_first_turn(
    company: Company, line: SignedLine, redis: Redis
) -> None:
    greeting = line.begin()
    was_kept = cache.get(f"company:{company.id}") is not None

    redis.stop()
    forget_agents()
    price, goodbye = line.say(1, PRICE_QUESTION), line.say(2, "goodbye")

    assert was_kept
    assert "Joe's Plumbing" in greeting
    assert "$125" in price
    assert "Goodbye from Joe's Plumbing." in goodbye


def test_a_call_that_begins_without_redis_is_answered(line: SignedLine, redis: Redis) -> None:
    redis.stop()

    line.begin()

    assert "$125" in line.say(1, PRICE_QUESTION)


def test_readiness_is_measured_without_redis(company: Company, redis: Redis) -> None:
    redis.stop()

    with company_scope(company.id):
        assert describe_readiness()["score"] == 45
