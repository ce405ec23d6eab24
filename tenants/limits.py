"""How often one may ask: counted on Redis, or in this process where there is none."""

import hashlib
import time
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from logging import getLogger
from math import ceil
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django_redis import get_redis_connection
from limits import RateLimitItem, RateLimitItemPerMinute, parse
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from redis import ConnectionPool
from redis.exceptions import RedisError

from tenants import breakers
from tenants.gauges import REFUSALS
from tenants.models import User
from tenants.redis_cluster import ClusterCounters, ClusterInReach

logger = getLogger(__name__)
Windows = SlidingWindowCounterRateLimiter
Answer = TypeVar("Answer")

COMPANY_TIMES = 5
"""How many times what one user may ask all users of a company may ask together."""

WRONG_PASSWORDS = RateLimitItemPerMinute(5, multiples=15)


class Counters:
    """Sliding windows on Redis; in memory while that does not answer.

    A window is two counters: of this period, and of the last one as far as it still overlaps.
    """

    def ask(self, question: Callable[[Windows], Answer]) -> Answer:
        """Put a question to the windows, wherever they are now."""
        if settings.REDIS_URL:
            try:
                with breakers.redis.asking():
                    return question(_windows_on_redis())
            except breakers.Resting:
                pass
            except RedisError:
                logger.exception("limits_in_memory")
        return question(self._in_memory)

    @cached_property
    def _in_memory(self) -> Windows:
        return Windows(MemoryStorage())


counters = Counters()


def wait_of_user(user: User) -> int:
    """Count a request of a user; return the seconds that they must wait, 0 for none.

    Staff have no company, and are counted by user only.
    """
    rate = parse(settings.RATE_USER)
    wait = _count(rate, _of_user(user.pk))
    if wait or user.company_id is None:
        return wait
    return _count(_together(rate), _of_company(user.company_id))


def may_call(company_id: UUID) -> bool:
    """Count a new call to a company, and return whether it is one of those that are answered."""
    rate = parse(settings.CALLS_PER_COMPANY)
    return counters.ask(lambda windows: windows.hit(rate, _calls_of(company_id)))


def forget_requests(company_id: UUID, user_ids: Iterable[UUID]) -> None:
    """Forget what was counted of a company and its users, because they are gone."""
    rate = parse(settings.RATE_USER)
    for user_id in user_ids:
        _clear(rate, _of_user(user_id))
    _clear(_together(rate), _of_company(company_id))
    _clear(parse(settings.CALLS_PER_COMPANY), _calls_of(company_id))


def wait_of_address(address: str) -> int:
    """Count a sign-in request of a client address; return the seconds that it must wait."""
    return _count(parse(settings.RATE_SIGN_IN), f"address:{address}")


def may_try_password(email: str, address: str) -> bool:
    """Count a try of a password, and return whether it is one of the few that may be wrong."""
    return counters.ask(lambda windows: windows.hit(WRONG_PASSWORDS, _pair(email, address)))


def forget_tries(email: str, address: str) -> None:
    """Forget the tries of a password, because it was right."""
    counters.ask(lambda windows: windows.clear(WRONG_PASSWORDS, _pair(email, address)))


def _of_user(user_id: UUID) -> str:
    return f"user:{user_id}"


def _of_company(company_id: UUID) -> str:
    return f"company:{company_id}:requests"


def _calls_of(company_id: UUID) -> str:
    return f"company:{company_id}:calls"


def _together(rate: RateLimitItem) -> RateLimitItem:
    return type(rate)(rate.amount * COMPANY_TIMES, rate.multiples)


def _clear(rate: RateLimitItem, key: str) -> None:
    counters.ask(lambda windows: windows.clear(rate, key))


def _count(rate: RateLimitItem, key: str) -> int:
    wait = counters.ask(
        lambda windows: 0 if windows.hit(rate, key) else _seconds_left(windows, rate, key)
    )
    if wait:
        REFUSALS.labels(key.partition(":")[0]).inc()
    return wait


def _seconds_left(windows: Windows, rate: RateLimitItem, key: str) -> int:
    return max(1, ceil(windows.get_window_stats(rate, key).reset_time - time.time()))


def _pair(email: str, address: str) -> str:
    """Return the key of an e-mail address, which it does not tell, and a client address."""
    return f"password:{hashlib.sha256(email.casefold().encode()).hexdigest()}:{address}"


def _windows_on_redis() -> Windows:
    client = get_redis_connection()
    if isinstance(client, ClusterInReach):
        return _windows_on_cluster(client)
    return _windows_on(client.connection_pool)


@lru_cache(maxsize=1)
def _windows_on_cluster(client: ClusterInReach) -> Windows:
    return Windows(ClusterCounters(settings.REDIS_URL, client, key_prefix="limits"))


@lru_cache(maxsize=1)
def _windows_on(pool: ConnectionPool) -> Windows:
    """Return the windows on the cache's Redis; the URL's scheme is of no use with a pool."""
    storage = RedisStorage(settings.REDIS_URL, pool, key_prefix="limits")
    return Windows(storage)
