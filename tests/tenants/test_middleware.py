"""What is settled before any view: the log id, the staff's scope, whose company a path is."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from rest_framework.test import APIClient

from templates_brain.models import Variable
from tenants.audit import record
from tenants.authentication import refresh_token_for
from tenants.middleware import CompanyAccessMiddleware, StaffScopeMiddleware
from tenants.models import Company, Role, User
from tenants.scope import PlatformScope, TenantNotBound, company_scope, current_scope
from tests.audit_log import acts_of, entries_of
from tests.conftest import ClientOf
from tests.factories import StaffFactory, UserFactory, VariableFactory

pytestmark = pytest.mark.django_db

Answer = Callable[[HttpRequest], HttpResponse]


def through(answer: Answer, user: User, path: str, method: str = "get") -> HttpResponse:
    """Send a user's request through the company's middleware to a view of the test's own."""
    token = refresh_token_for(user).access_token
    request = getattr(RequestFactory(), method)(path, HTTP_AUTHORIZATION=f"Bearer {token}")
    return CompanyAccessMiddleware(answer)(request)


def test_every_answer_carries_an_id_of_its_own(client: Any) -> None:
    first, second = client.get("/health/live"), client.get("/health/live")

    assert len(first["X-Request-Id"]) == 32
    assert first["X-Request-Id"] != second["X-Request-Id"]


def test_the_view_runs_in_the_users_company(company: Company) -> None:
    user = UserFactory(company=company)

    seen = through(_tell_scope, user, f"/api/company/{company.id}/anything")

    assert seen.content == str(company.id).encode()


def test_nothing_stays_bound_after_the_answer(company: Company) -> None:
    through(_tell_scope, UserFactory(company=company), f"/api/company/{company.id}/anything")

    with pytest.raises(TenantNotBound):
        current_scope()


@pytest.mark.parametrize("path", ["/", "/health/live", "/api/auth/token", "/api/twilio/voice"])
def test_other_paths_run_without_a_company(company: Company, path: str) -> None:
    with pytest.raises(TenantNotBound):
        through(_tell_scope, UserFactory(company=company), path)


@pytest.mark.parametrize("status", [400, 409, 500])
def test_an_answer_that_is_an_error_writes_nothing(company: Company, status: int) -> None:
    user, path = UserFactory(company=company), f"/api/company/{company.id}/anything"

    answer = through(partial(_write, status=status), user, path, "post")

    assert answer.status_code == status
    assert entries_of(company) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite reads without a transaction.")
def test_what_reads_and_fails_writes_nothing_either(company: Company) -> None:
    user = UserFactory(company=company)

    through(partial(_write, status=404), user, f"/api/company/{company.id}/anything")

    assert entries_of(company) == []


@pytest.mark.parametrize("status", [200, 399])
def test_an_answer_that_is_none_keeps_what_it_wrote(company: Company, status: int) -> None:
    user, path = UserFactory(company=company), f"/api/company/{company.id}/anything"

    through(partial(_write, status=status), user, path, "post")

    assert [entry.action for entry in entries_of(company)] == ["written_by_a_test"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_writes_is_one_transaction(company: Company, method: str) -> None:
    depth_outside = len(connection.savepoint_ids)

    answer = through(
        _tell_depth, UserFactory(company=company), f"/api/company/{company.id}/x", method
    )

    assert int(answer.content) == depth_outside + 1


def test_reading_what_is_not_there_spoils_no_transaction(
    owner: APIClient, company: Company
) -> None:
    VariableFactory(company=company, value="still here")

    answer = owner.get(f"/api/company/{company.id}/scenarios/nothing")

    assert answer.status_code == 404
    with company_scope(company.id):
        assert Variable.objects.get().value == "still here"


def test_staff_may_visit_any_company_and_each_visit_is_on_record(
    company: Company, stranger: Company, client_of: ClientOf
) -> None:
    staff = client_of(StaffFactory(email="staff@example.com"))

    first = staff.get(f"/api/company/{company.id}/configuration")
    second = staff.get(f"/api/company/{company.id}/scenarios")

    assert first.status_code == second.status_code == 200
    assert acts_of(company) == [
        ("staff@example.com", "staff_access"),
        ("staff@example.com", "staff_access"),
    ]
    assert entries_of(company)[0].details == {
        "method": "GET",
        "path": f"/api/company/{company.id}/configuration",
    }
    assert entries_of(stranger) == []


def test_a_staff_visit_is_on_record_even_when_it_comes_to_nothing(
    company: Company, client_of: ClientOf
) -> None:
    staff = client_of(StaffFactory())

    missing = staff.get(f"/api/company/{company.id}/nowhere")
    refused = staff.patch(
        f"/api/company/{company.id}/configuration/variables", {"nothing": "1"}, format="json"
    )

    assert (missing.status_code, refused.status_code) == (404, 400)
    assert len(entries_of(company)) == 2


def test_a_users_own_visit_is_no_entry(owner: APIClient, company: Company) -> None:
    owner.get(f"/api/company/{company.id}/configuration")

    assert entries_of(company) == []


@pytest.mark.parametrize(
    "company_id", ["00000000-0000-4000-8000-000000000000", "*", "x", "%00", "configuration"]
)
def test_staff_are_told_that_a_company_is_not_there(client_of: ClientOf, company_id: str) -> None:
    staff = client_of(StaffFactory())

    answer = staff.get(f"/api/company/{company_id}/configuration")

    assert answer.status_code == 404
    assert answer.json() == {"error": "not_found", "message": "There is no such company."}


@pytest.mark.parametrize("path", ["", "/"])
def test_the_bare_path_of_companies_leads_nowhere(owner: APIClient, path: str) -> None:
    answer = owner.get(f"/api/company{path}")

    assert answer.status_code in {403, 404}
    assert "results" not in answer.json()


def test_a_path_that_no_text_in_the_database_can_have_leads_nowhere(
    owner: APIClient, company: Company
) -> None:
    answer = owner.get(f"/api/company/{company.id}/calls/a%00b")

    assert answer.status_code == 404
    assert answer.json() == {"error": "not_found", "message": "There is nothing at this path."}


def test_the_desk_runs_in_the_platforms_scope_for_staff() -> None:
    assert _scope_at("/admin/", StaffFactory()) == PlatformScope("admin")


@pytest.mark.parametrize("path", ["/", "/api/company/x/configuration", "/administration"])
def test_staff_have_no_platform_scope_elsewhere(path: str) -> None:
    with pytest.raises(TenantNotBound):
        _scope_at(path, StaffFactory())


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MANAGER, Role.OWNER])
def test_the_desk_opens_no_scope_for_a_companys_user(role: Role) -> None:
    with pytest.raises(TenantNotBound):
        _scope_at("/admin/", UserFactory(role=role))


def test_the_desk_opens_no_scope_for_nobody() -> None:
    with pytest.raises(TenantNotBound):
        _scope_at("/admin/", AnonymousUser())


def _scope_at(path: str, user: Any) -> object:
    request = RequestFactory().get(path)
    request.user = user
    user.otp_device = object()
    return StaffScopeMiddleware(lambda _: current_scope())(request)  # type: ignore[arg-type,return-value]


def _tell_scope(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(getattr(current_scope(), "company_id", "the platform")))


def _tell_depth(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(connection.savepoint_ids)))


def _write(request: HttpRequest, status: int = 200) -> HttpResponse:
    record("a test", "written_by_a_test")
    return HttpResponse(status=status)
