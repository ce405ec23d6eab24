"""The cache, in a real Redis: each company under its own keys, and never another's data."""

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django_redis import get_redis_connection
from pytest_django.fixtures import Settings

from tenants.cache import CompanyCache

OURS, THEIRS = uuid4(), uuid4()
VALUE = {"variables": {"companyName": "Joe's Plumbing"}, "scores": [0.5, None, True]}


@pytest.fixture
def redis() -> Any:
    """Return Redis itself, without anything of ours in between."""
    return get_redis_connection("default")


@pytest.fixture
def no_redis(settings: Settings, tmp_path: Path) -> None:
    """Point the cache at a Redis that is not there."""
    default = {**settings.CACHES["default"], "LOCATION": f"unix://{tmp_path}/nobody.sock"}
    settings.CACHES = {"default": default}


def milliseconds(redis: Any) -> int:
    """Return what Redis' own clock says."""
    seconds, microseconds = redis.time()
    return 1000 * seconds + microseconds // 1000


@pytest.mark.parametrize(
    ("name", "key", "ttl_seconds"),
    [
        ("profile", "company:{}", 3600),
        ("readiness", "readiness:{}", 30),
        ("phrases", "company:{}:phrases", 86_400),
        ("texting", "company:{}:texting", 3600),
    ],
)
def test_a_value_stands_under_the_companys_key_for_its_time(
    name: str, key: str, ttl_seconds: int, redis: Any
) -> None:
    before = milliseconds(redis)
    CompanyCache(OURS).put(name, 7, VALUE)

    left = redis.pttl(key.format(OURS))
    passed = milliseconds(redis) - before
    assert redis.keys("*") == [key.format(OURS).encode()]
    assert 1000 * ttl_seconds - passed - 1 <= left <= 1000 * ttl_seconds


def test_a_value_is_json_that_names_its_company_and_version(redis: Any) -> None:
    CompanyCache(OURS).put("profile", 7, VALUE)

    stored = json.loads(redis.get(f"company:{OURS}"))

    assert stored == {"companyId": str(OURS), "version": 7, "value": VALUE}


@pytest.mark.parametrize("name", ["profile", "readiness"])
def test_a_value_is_read_back_at_its_version(name: str) -> None:
    CompanyCache(OURS).put(name, 7, VALUE)

    assert CompanyCache(OURS).get(name, 7) == VALUE


@pytest.mark.parametrize("version", [6, 8, 0, -7, "7", None])
def test_a_value_of_another_version_is_a_miss(version: Any) -> None:
    CompanyCache(OURS).put("profile", 7, VALUE)

    assert CompanyCache(OURS).get("profile", version) is None


def test_another_company_has_nothing_of_it() -> None:
    CompanyCache(OURS).put("profile", 7, VALUE)

    assert CompanyCache(THEIRS).get("profile", 7) is None


def test_another_companys_envelope_under_our_key_is_a_miss(redis: Any) -> None:
    CompanyCache(THEIRS).put("profile", 7, VALUE)
    redis.copy(f"company:{THEIRS}", f"company:{OURS}")

    assert CompanyCache(OURS).get("profile", 7) is None
    assert CompanyCache(THEIRS).get("profile", 7) == VALUE


@pytest.mark.parametrize("planted", ["[]", "7", '"text"', "null", "{}", '{"value": 1}'])
def test_json_that_is_no_envelope_is_a_miss(planted: str, redis: Any) -> None:
    redis.set(f"company:{OURS}", planted)

    assert CompanyCache(OURS).get("profile", 7) is None


@pytest.mark.parametrize("planted", [b"", b"no json", b"{", b"\xff\xfe\x00", b"\x80\x04N."])
def test_bytes_that_are_no_json_are_a_miss(planted: bytes, redis: Any) -> None:
    redis.set(f"company:{OURS}", planted)

    assert CompanyCache(OURS).get("profile", 7) is None


def test_a_planted_pickle_is_not_run(redis: Any, tmp_path: Path) -> None:
    proof = tmp_path / "it ran"
    redis.set(f"company:{OURS}", pickle.dumps(_Touch(proof)))

    assert CompanyCache(OURS).get("profile", 7) is None
    assert not proof.exists()
    pickle.loads(pickle.dumps(_Touch(proof)))  # noqa: S301  shows that the payload would work
    assert proof.exists()


def test_forgetting_drops_the_names_given(redis: Any) -> None:
    cache = CompanyCache(OURS)
    cache.put("profile", 7, VALUE)
    cache.put("readiness", 7, VALUE)

    cache.forget("profile")
    after_one = cache.get("profile", 7), cache.get("readiness", 7)
    cache.forget("profile", "readiness")

    assert after_one == (None, VALUE)
    assert redis.keys("*") == []


def test_forgetting_one_company_spares_another_whose_id_begins_alike() -> None:
    one, eleven = UUID(int=1), UUID(int=11)
    CompanyCache(one).put("profile", 7, VALUE)
    CompanyCache(eleven).put("profile", 7, VALUE)

    CompanyCache(one).forget("profile", "readiness")

    assert CompanyCache(one).get("profile", 7) is None
    assert CompanyCache(eleven).get("profile", 7) == VALUE


@pytest.mark.parametrize(
    "use",
    [
        lambda cache: cache.get("scenarios", 1),
        lambda cache: cache.put("company:*", 1, VALUE),
        lambda cache: cache.forget("profile", "*"),
    ],
)
def test_a_name_that_is_not_on_the_list_is_refused(
    use: Callable[[CompanyCache], object], redis: Any
) -> None:
    with pytest.raises(KeyError):
        use(CompanyCache(OURS))

    assert redis.keys("*") == []


def test_without_redis_everything_is_a_miss_and_nothing_raises(no_redis: None) -> None:
    cache = CompanyCache(OURS)

    cache.put("profile", 7, VALUE)
    cache.forget("profile", "readiness")

    assert cache.get("profile", 7) is None


class _Touch:
    """An object whose pickle makes a file where it is loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.touch, (self.path,)
