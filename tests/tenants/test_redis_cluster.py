"""The cache and the limits on a cluster of three nodes, one cluster for all tests."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import redis
from django.core.cache import cache
from django_redis import get_redis_connection
from pytest_django.fixtures import Settings

from clientsvia import settings as read
from tenants.cache import CompanyCache
from tenants.limits import Counters, RateLimitItemPerMinute
from tests.tenants.redis_nodes import cluster_in

IDS = [uuid4() for _ in range(24)]
TWICE = RateLimitItemPerMinute(2)


@pytest.fixture(scope="module")
def ports() -> Iterator[list[int]]:
    """Return the ports of a cluster's nodes."""
    with tempfile.TemporaryDirectory() as folder, cluster_in(Path(folder)) as ports:
        yield ports


@pytest.fixture
def cluster(ports: list[int], settings: Settings) -> Any:
    """Let the cluster be our Redis, and return its client."""
    settings.REDIS_URL = "redis+cluster://" + ",".join(f"127.0.0.1:{port}" for port in ports)
    settings.CACHES = {"default": read.cache_at(settings.REDIS_URL)}
    cache.clear()
    return get_redis_connection()


def keys_on(port: int) -> set[bytes]:
    """Return what one node holds."""
    return set(redis.Redis(port=port).keys())


def test_companies_are_kept_on_all_nodes_and_forgotten_on_each(
    cluster: Any, ports: list[int]
) -> None:
    for one in IDS:
        CompanyCache(one).put("profile", 1, {"of": str(one)})
        CompanyCache(one).put("readiness", 1, {"score": 100})
    spread = [len(keys_on(port)) for port in ports]
    kept = [CompanyCache(one).get("profile", 1) for one in IDS]
    found = len([*cluster.scan_iter(match=f"*{IDS[0]}*")])

    for one in IDS:
        CompanyCache(one).forget("profile", "readiness")

    assert sum(spread) == 2 * len(IDS)
    assert min(spread) > 0
    assert kept == [{"of": str(one)} for one in IDS]
    assert found == 2
    assert [keys_on(port) for port in ports] == [set()] * 3


def test_limits_are_counted_together_by_all_processes(cluster: Any, ports: list[int]) -> None:
    for one in IDS:
        Counters().ask(lambda windows, one=one: windows.hit(TWICE, f"user:{one}"))
    spread = [len(keys_on(port)) for port in ports]

    answers = [
        Counters().ask(lambda windows: windows.hit(TWICE, f"user:{IDS[0]}")) for _ in range(2)
    ]
    Counters().ask(lambda windows: windows.clear(TWICE, f"user:{IDS[0]}"))
    after = Counters().ask(lambda windows: windows.hit(TWICE, f"user:{IDS[0]}"))

    assert min(spread) > 0
    assert answers == [True, False]
    assert after


def test_a_cluster_out_of_reach_is_a_miss(settings: Settings) -> None:
    settings.REDIS_URL = "redis+cluster://127.0.0.1:1,127.0.0.1:2"
    settings.CACHES = {"default": read.cache_at(settings.REDIS_URL)}

    CompanyCache(IDS[0]).put("profile", 1, {})
    CompanyCache(IDS[0]).forget("profile")

    assert CompanyCache(IDS[0]).get("profile", 1) is None
    assert Counters().ask(lambda windows: windows.hit(TWICE, "user:nobody"))
