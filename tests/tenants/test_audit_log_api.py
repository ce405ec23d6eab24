"""`/audit-log`: what was done to the company's data, to read and never to write."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from rest_framework.test import APIClient

from tenants.models import AuditEntry, Company, Role
from tests.conftest import ClientOf
from tests.factories import AuditEntryFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's log."""
    return f"/api/company/{company.id}/audit-log"


def test_a_viewer_reads_who_did_what_before_after_and_from_where(
    viewer: APIClient, owner: APIClient, here: str, company: Company
) -> None:
    member = UserFactory(company=company, email="ann@example.com", role=Role.VIEWER)
    user = f"/api/company/{company.id}/users/{member.id}"

    owner.patch(user, {"role": "manager"}, format="json", REMOTE_ADDR="192.0.2.7")

    (entry,) = viewer.get(here).json()["results"]
    seal, previous = entry.pop("hash"), entry.pop("previousHash")
    assert (len(seal), previous) == (64, "")
    assert entry.pop("id")
    assert entry.pop("at").startswith("20")
    assert entry.pop("actor").endswith("@example.com")
    assert entry == {
        "sequence": 1,
        "action": "user_changed",
        "details": {"email": "ann@example.com"},
        "before": {"role": "viewer", "isActive": True},
        "after": {"role": "manager", "isActive": True},
        "address": "192.0.2.7",
    }


def test_the_newest_comes_first_and_each_follows_the_one_before(
    viewer: APIClient, here: str, company: Company
) -> None:
    AuditEntryFactory.create_batch(3, company=company)

    third, second, first = viewer.get(here).json()["results"]

    assert [entry["sequence"] for entry in (third, second, first)] == [3, 2, 1]
    assert (third["previousHash"], second["previousHash"]) == (second["hash"], first["hash"])


def test_a_forwarded_header_is_no_address(owner: APIClient, here: str, company: Company) -> None:
    member = UserFactory(company=company)
    user = f"/api/company/{company.id}/users/{member.id}"

    owner.delete(user, HTTP_X_FORWARDED_FOR="203.0.113.1", REMOTE_ADDR="192.0.2.7")

    assert owner.get(here).json()["results"][0]["address"] == "192.0.2.7"


def test_a_visit_of_staff_is_on_record_with_their_address(
    client_of: ClientOf, here: str, company: Company
) -> None:
    staff = client_of(StaffFactory(email="staff@example.com"))

    (visit,) = staff.get(here, REMOTE_ADDR="192.0.2.8").json()["results"]

    assert (visit["actor"], visit["action"]) == ("staff@example.com", "staff_access")
    assert visit["address"] == "192.0.2.8"


@pytest.fixture
def busy(company: Company) -> None:
    """Put three acts of two people on record, a day apart."""
    for day, actor, action in (
        (1, "joe@example.com", "user_invited"),
        (2, "ann@example.com", "user_removed"),
        (3, "joe@example.com", "number_added"),
    ):
        at = datetime(2026, 3, day, 12, tzinfo=UTC)
        AuditEntryFactory(company=company, at=at, actor=actor, action=action)


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [3, 2, 1]),
        ({"actor": "joe@example.com"}, [3, 1]),
        ({"actor": "joe"}, []),
        ({"action": "user_removed"}, [2]),
        ({"actor": "joe@example.com", "action": "user_removed"}, []),
        ({"from": "2026-03-02T12:00:00Z"}, [3, 2]),
        ({"to": "2026-03-02T12:00:00Z"}, [2, 1]),
        ({"from": "2026-03-02", "to": "2026-03-03"}, [2]),
        ({"from": "2026-03-02T13:00:00+02:00", "to": "2026-03-02T14:00:00+02:00"}, [2]),
        ({"search": "user_"}, [2, 1]),
        ({"search": "ANN"}, [2]),
        ({"ordering": "at"}, [1, 2, 3]),
        ({"ordering": "actor,-sequence"}, [2, 3, 1]),
        ({"page": "2", "pageSize": "2"}, [1]),
    ],
    ids=str,
)
def test_the_log_is_filtered_searched_and_ordered(
    viewer: APIClient, here: str, query: dict[str, str], found: list[int]
) -> None:
    results = viewer.get(f"{here}?{urlencode(query)}").json()["results"]

    assert [entry["sequence"] for entry in results] == found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("from", "yesterday"), ("to", "2026-13-01"), ("from", "9999-99"), ("to", "a\0b"),
        ("actor", "a\0b"), ("actor", "x" * 255), ("action", "x" * 65),
        ("from", "0001-01-01T00:00:00+14:00"), ("ordering", "company"),
    ],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_is_told(
    viewer: APIClient, here: str, name: str, value: str
) -> None:
    answer = viewer.get(f"{here}?{urlencode({name: value})}")

    assert (answer.status_code, list(answer.json()["details"])) == (400, [name])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes_to_the_log(owner: APIClient, here: str, method: str) -> None:
    assert getattr(owner, method)(here, {}, format="json").status_code == 405


def test_a_page_takes_as_many_queries_for_ten_entries_as_for_one(
    viewer: APIClient,
    here: str,
    company: Company,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    AuditEntryFactory.create_batch(10, company=company)
    viewer.get(here)

    with django_assert_max_num_queries(5):
        answer = viewer.get(here)

    assert answer.json()["count"] == 10


def test_another_company_sees_its_own_log_and_not_this_one(
    outsider: APIClient, here: str, company: Company, stranger: Company
) -> None:
    ours: AuditEntry = AuditEntryFactory(company=company)
    theirs: AuditEntry = AuditEntryFactory(company=stranger)

    foreign = outsider.get(here)
    own = outsider.get(f"/api/company/{stranger.id}/audit-log?search={ours.actor}")

    assert foreign.status_code == 403
    assert [entry["id"] for entry in own.json()["results"]] == [str(theirs.pk)]
