"""A foreign, absent or malformed company is one and the same answer, and nothing happens."""

from collections.abc import Iterable
from typing import Any

import pytest
from rest_framework.test import APIClient

from tenants.models import AuditEntry, Company
from tenants.scope import company_scope, platform_scope
from tests.conftest import ClientOf
from tests.factories import (
    QuestionAnswerFactory,
    ScenarioFactory,
    StaffFactory,
    UserFactory,
    VariableFactory,
)
from tests.isolation.paths import METHODS, NOBODY, company_paths

pytestmark = pytest.mark.django_db

FOREIGN = b'{"error": "Unauthorized", "message": "You do not have access to this company"}'
PATHS = company_paths()
UNKNOWN_PATHS = ["", "nowhere", "configuration/", "configuration/nowhere", "../configuration"]

Seen = set[tuple[int, bytes]]


@pytest.fixture
def stranger(stranger: Company) -> Company:
    """Give the other company something that could be reached."""
    VariableFactory(company=stranger, name="price", value="200")
    ScenarioFactory(company=stranger, key="goodbye")
    QuestionAnswerFactory(company=stranger, id=NOBODY)
    return stranger


def answers_to(
    client: APIClient, company_ids: list[Any], path: str, methods: Iterable[str] = METHODS
) -> Seen:
    """Return each different status and body of the methods on the path of these companies."""
    urls = [f"/api/company/{company_id}/{path}" for company_id in company_ids]
    answers = [
        client.generic(method, url, "{}", content_type="application/json")
        for method in methods
        for url in urls
    ]
    return {(answer.status_code, answer.content) for answer in answers}


def malformed(own: Company) -> list[str]:
    """Return what is no company's id, and some of it nearly the own."""
    return [
        "", "x", "0", "null", "undefined", "*", "?", "[a-f]", ":", "%", "%00", "%0A", "%25", "%2e",
        "%2e%2e", "..;", "configuration", "%27 OR 1=1 --", "%F0%9F%92%A9", "1" * 300,
        str(own.id).upper(), own.id.hex, f"{{{own.id}}}", f"urn:uuid:{own.id}", f"{own.id}%0A",
        f"{own.id}%00", f"{own.id}:x", f"%20{own.id}", f"{own.id}*", str(own.id)[:-1],
    ]  # fmt: skip


def test_there_are_paths_to_walk() -> None:
    assert {"configuration", "knowledge-management", "scenarios"} <= set(PATHS)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_malformed_company_is_the_same_answer(
    owner: APIClient, company: Company, method: str
) -> None:
    answers = [answers_to(owner, malformed(company), path, [method]) for path in PATHS[:3]]

    assert answers == [{(403, FOREIGN)}] * 3


@pytest.mark.parametrize("path", UNKNOWN_PATHS)
def test_a_path_that_is_not_there_is_the_same_answer_too(
    owner: APIClient, stranger: Company, path: str
) -> None:
    assert answers_to(owner, [stranger.id, NOBODY, "nonsense"], path) == {(403, FOREIGN)}


@pytest.mark.parametrize("path", PATHS[::6])
def test_staff_may_enter_any_company_and_each_visit_is_on_its_record(
    company: Company, stranger: Company, client_of: ClientOf, path: str
) -> None:
    staff = client_of(StaffFactory(email="staff@example.com"))

    answers = answers_to(staff, [stranger.id], path)

    assert {status for status, _ in answers}.isdisjoint({401, 500})
    assert FOREIGN not in {body for _, body in answers}
    assert visits_of(stranger) == [("staff@example.com", method) for method in METHODS]
    assert visits_of(company) == []


def test_a_foreign_users_attempts_change_nothing_and_leave_nothing(
    owner: APIClient, stranger: Company
) -> None:
    with platform_scope("test"):
        before = Company._base_manager.get(pk=stranger.pk).configuration_version

    answers = [answers_to(owner, [stranger.id], path) for path in PATHS]

    assert len(answers) == len(PATHS)
    with platform_scope("test"):
        assert Company._base_manager.get(pk=stranger.pk).configuration_version == before
    with company_scope(stranger.id):
        assert not AuditEntry.objects.exists()


def test_the_check_comes_before_the_body_is_read(owner: APIClient, stranger: Company) -> None:
    answer = owner.post(
        f"/api/company/{stranger.id}/knowledge-management", b"{", content_type="text/plain"
    )

    assert (answer.status_code, answer.content) == (403, FOREIGN)


def test_the_company_of_the_token_is_the_one_that_stands_in_the_database(
    company: Company, stranger: Company, client_of: ClientOf
) -> None:
    user = UserFactory(company=company)
    client = client_of(user)
    user.company = stranger
    with platform_scope("test"):
        user.save()

    there = client.get(f"/api/company/{stranger.id}/configuration")
    here = client.get(f"/api/company/{company.id}/configuration")

    assert there.status_code == here.status_code == 401
    assert client_of(user).get(f"/api/company/{stranger.id}/configuration").status_code == 200


def visits_of(company: Company) -> list[tuple[str, str]]:
    """Return who visited the company, and with which method, in order."""
    with company_scope(company.id):
        visits = AuditEntry.objects.filter(action="staff_access").order_by("at")
        return [(visit.actor, visit.details["method"]) for visit in visits]
