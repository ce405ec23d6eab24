"""How often one may ask: by user, by company and by client address, with Redis and without."""

import time
from typing import Any

import pytest
from django.core.cache import cache
from django_redis import get_redis_connection
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tenants import breakers, limits
from tenants.breakers import Breaker, NoAnswer, NoConnection
from tenants.cache import CompanyCache
from tenants.models import AuditEntry, Company
from tenants.scope import company_scope
from tests.conftest import ClientOf
from tests.factories import StaffFactory, UserFactory
from tests.faults.servers import Redis

pytestmark = pytest.mark.django_db

FAULTS = (NoConnection, NoAnswer)
FIVE_SECONDS, A_MINUTE = set("12345"), {str(seconds) for seconds in range(1, 61)}


def read(client: APIClient, company: Company) -> Any:
    """Read a company's scenarios."""
    return client.get(f"/api/company/{company.id}/scenarios")


@pytest.fixture(autouse=True)
def _fresh_counters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with nothing counted in memory, and with Redis believed in."""
    monkeypatch.setattr(limits, "counters", limits.Counters())


@pytest.fixture
def one_a_minute(settings: Settings) -> None:
    """Let a user ask once, and a company five times."""
    settings.RATE_USER = "1/minute"


def test_one_request_too_many_is_told_when_to_come_back(
    owner: APIClient, company: Company, one_a_minute: None
) -> None:
    first, second = read(owner, company), read(owner, company)

    assert (first.status_code, second.status_code) == (200, 429)
    assert second.json() == {
        "error": "throttled",
        "message": "Too many requests; try again later.",
    }
    assert second["Retry-After"] in A_MINUTE


def test_when_the_time_is_over_one_may_ask_again(
    owner: APIClient, company: Company, settings: Settings
) -> None:
    settings.RATE_USER = "1/5second"
    read(owner, company)

    refused = read(owner, company)
    time.sleep(int(refused["Retry-After"]) + 0.1)

    assert (refused.status_code, refused["Retry-After"] in FIVE_SECONDS) == (429, True)
    assert read(owner, company).status_code == 200


def test_a_user_counts_for_themselves_over_all_paths_and_methods(
    company: Company, client_of: ClientOf, one_a_minute: None
) -> None:
    mine, colleague = (client_of(UserFactory(company=company)) for _ in range(2))
    mine.get("/api/templates")

    assert mine.get("/api/templates").status_code == 429
    assert mine.post(f"/api/company/{company.id}/nowhere").status_code == 429
    assert read(colleague, company).status_code == 200


def test_the_users_of_a_company_may_ask_five_times_as_much_together(
    company: Company, stranger: Company, client_of: ClientOf, one_a_minute: None
) -> None:
    colleagues = [client_of(UserFactory(company=company)) for _ in range(6)]
    outsider = client_of(UserFactory(company=stranger))

    statuses = [read(colleague, company).status_code for colleague in colleagues]

    assert statuses == [200] * 5 + [429]
    assert read(outsider, stranger).status_code == 200


def test_staff_are_counted_too_but_not_for_the_company_that_they_visit(
    company: Company, client_of: ClientOf, one_a_minute: None
) -> None:
    staff = [client_of(StaffFactory()) for _ in range(6)]

    visits = [read(member, company).status_code for member in staff]
    again = read(staff[0], company)

    assert visits == [200] * 6
    assert again.status_code == 429
    with company_scope(company.id):
        assert AuditEntry.objects.count() == 6


def test_another_companys_path_is_the_same_403_however_often(
    owner: APIClient, company: Company, stranger: Company, one_a_minute: None
) -> None:
    read(owner, company)

    assert read(owner, company).status_code == 429
    assert read(owner, stranger).status_code == 403


def test_what_is_counted_stands_under_whole_ids(
    owner: APIClient, company: Company, settings: Settings
) -> None:
    read(owner, company)

    keys = {key.decode() for key in get_redis_connection().keys("limits:*")}

    assert len(keys) == 2
    assert f"limits:{{LIMITER/company:{company.id}:requests/6000/1/minute}}" in keys


def test_too_many_sign_ins_of_an_address_are_held_back_whoever_they_are_for(
    settings: Settings,
) -> None:
    settings.RATE_SIGN_IN = "2/minute"
    here, elsewhere = APIClient(), APIClient(REMOTE_ADDR="192.0.2.7")
    disguised = APIClient(HTTP_X_FORWARDED_FOR="192.0.2.7")
    here.post("/api/auth/token", {}, format="json")
    here.post("/api/auth/refresh", {}, format="json")

    refused = here.post("/api/auth/logout", {}, format="json")

    assert (refused.status_code, refused.json()["error"]) == (429, "throttled")
    assert refused["Retry-After"] in A_MINUTE
    assert disguised.post("/api/auth/token", {}, format="json").status_code == 429
    assert elsewhere.post("/api/auth/token", {}, format="json").status_code == 400


def test_without_redis_it_is_counted_in_the_process_and_nobody_waits(
    owner: APIClient, company: Company, redis: Redis, settings: Settings
) -> None:
    settings.RATE_USER = "3/hour"
    redis.stop()

    statuses = [read(owner, company).status_code for _ in range(4)]

    assert statuses == [200, 200, 200, 429]


def test_a_redis_that_hangs_is_asked_once_and_left_alone_for_a_while(
    owner: APIClient, company: Company, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, asked = UserFactory(company=company), []
    monkeypatch.setattr(breakers, "redis", Breaker("redis", FAULTS, rest_seconds=3600.0))
    monkeypatch.setattr(
        limits, "get_redis_connection", lambda: asked.append("Redis") or get_redis_connection()
    )
    redis.pause()

    waits = [limits.wait_of_user(user) for _ in range(20)]

    assert (waits, asked) == ([0] * 20, ["Redis"])
    assert CompanyCache(company.id).get("profile", 1) is None


def test_a_redis_that_is_back_counts_again(
    company: Company, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breakers, "redis", Breaker("redis", FAULTS, rest_seconds=0.0))
    redis.pause()
    limits.wait_of_user(UserFactory(company=company))

    redis.resume()
    limits.wait_of_user(UserFactory(company=company))

    assert get_redis_connection().keys("limits:*company*")


def test_a_process_without_redis_counts_by_itself(
    owner: APIClient, company: Company, settings: Settings
) -> None:
    settings.REDIS_URL = ""
    settings.RATE_USER = "1/hour"
    read(owner, company)
    cache.clear()

    assert read(owner, company).status_code == 429
