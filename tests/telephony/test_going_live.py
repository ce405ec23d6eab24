"""`/go-live`: refused while anything blocks, on record, and felt by the next call."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from telephony.readiness import describe_readiness
from templates_brain.models import Variable
from tenants.models import Company, PhoneNumber, Role
from tenants.scope import company_scope, platform_scope
from tests.audit_log import acts_of
from tests.callers import SignedLine
from tests.conftest import ClientOf
from tests.factories import StaffFactory, UserFactory, VariableFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(company: Company, number: PhoneNumber) -> str:
    """Make the company ready, but not live; return the path of its going live."""
    with platform_scope("test"):
        Company._base_manager.filter(pk=company.pk).update(is_live=False)
    return f"/api/company/{company.id}/go-live"


def is_live(company: Company) -> bool:
    """Return whether callers are answered."""
    with platform_scope("test"):
        return Company._base_manager.values_list("is_live", flat=True).get(pk=company.pk)


def test_a_company_that_is_ready_goes_live(
    client_of: ClientOf, company: Company, ready: str
) -> None:
    owner = client_of(UserFactory(company=company, email="joe@example.com"))

    answer = owner.post(ready)

    assert answer.status_code == 200
    assert answer.json().keys() == {"isLive", "score", "canGoLive", "components", "blockers"}
    assert (answer.json()["isLive"], answer.json()["blockers"]) == (True, [])
    assert is_live(company)
    assert acts_of(company) == [("joe@example.com", "went_live")]


def test_the_next_call_is_answered_and_after_the_return_it_is_not(
    owner: APIClient, ready: str, number: PhoneNumber
) -> None:
    before = SignedLine(number, "CA" + "1" * 32).begin()
    owner.post(ready)
    live = SignedLine(number, "CA" + "2" * 32).begin()
    owner.delete(ready)
    after = SignedLine(number, "CA" + "3" * 32).begin()

    assert "not taking calls yet" in before
    assert "How can I help you" in live
    assert "not taking calls yet" in after


def test_what_blocks_is_told_and_nothing_is_changed(
    owner: APIClient, company: Company, ready: str
) -> None:
    VariableFactory(company=company, label="Hours", required=True, value="")

    answer = owner.post(ready)

    assert (answer.status_code, answer.json()["error"]) == (422, "refused")
    assert answer.json()["details"] == {"blockers": ["Fill in: Hours."]}
    assert not is_live(company)
    assert acts_of(company) == []


def test_readiness_is_measured_afresh(owner: APIClient, company: Company, ready: str) -> None:
    with company_scope(company.id):
        kept = describe_readiness()
    with platform_scope("test"):
        PhoneNumber._base_manager.all().delete()  # past the model, so that nothing is forgotten

    answer = owner.post(ready)

    assert kept["canGoLive"]
    assert answer.json()["details"] == {"blockers": ["Add the company's phone number."]}


def test_going_live_twice_is_on_record_once(owner: APIClient, company: Company, ready: str) -> None:
    first, second = owner.post(ready), owner.post(ready)

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    assert len(acts_of(company)) == 1


def test_what_is_live_stays_so_whatever_comes_to_block(
    owner: APIClient, company: Company, ready: str
) -> None:
    owner.post(ready)
    VariableFactory(company=company, label="Hours", required=True, value="")

    answer = owner.post(ready)

    assert (answer.status_code, answer.json()["isLive"]) == (200, True)
    assert answer.json()["blockers"] == ["Fill in: Hours."]
    assert is_live(company)


def test_a_company_takes_itself_back_on_record_once(
    client_of: ClientOf, company: Company, ready: str
) -> None:
    owner = client_of(UserFactory(company=company, email="joe@example.com"))
    owner.post(ready)

    first, second = owner.delete(ready), owner.delete(ready)

    assert (first.status_code, first.json()["isLive"]) == (200, False)
    assert second.json() == first.json()
    assert not is_live(company)
    assert [action for _, action in acts_of(company)] == ["went_live", "left_live"]


def test_while_live_nothing_required_is_lost(
    owner: APIClient, company: Company, ready: str
) -> None:
    VariableFactory(company=company, name="hours", required=True, value="8 to 5")
    variables = f"/api/company/{company.id}/configuration/variables"
    owner.post(ready)

    while_live = owner.patch(variables, {"hours": None}, format="json")
    owner.delete(ready)
    afterwards = owner.patch(variables, {"hours": None}, format="json")

    assert (while_live.status_code, afterwards.status_code) == (422, 200)
    with company_scope(company.id):
        assert Variable.objects.get(name="hours").value == ""


@pytest.mark.parametrize(
    ("role", "status"), [(Role.VIEWER, 403), (Role.MANAGER, 403), (Role.OWNER, 200)]
)
def test_who_may_go_live_and_back(
    client_of: ClientOf, company: Company, ready: str, role: Role, status: int
) -> None:
    client = client_of(UserFactory(company=company, role=role))

    assert (client.post(ready).status_code, client.delete(ready).status_code) == (status, status)


def test_staff_take_a_company_live_on_record(
    client_of: ClientOf, company: Company, ready: str
) -> None:
    staff = client_of(StaffFactory(email="staff@example.com"))

    assert staff.post(ready).status_code == 200
    assert acts_of(company)[-1] == ("staff@example.com", "went_live")


def test_an_outsider_changes_nothing(
    outsider: APIClient, company: Company, stranger: Company, ready: str
) -> None:
    answers = outsider.post(ready), outsider.delete(f"/api/company/{stranger.id}/go-live")

    assert [one.status_code for one in answers] == [403, 200]
    assert (is_live(company), is_live(stranger)) == (False, False)
    assert acts_of(company) == []


@pytest.mark.parametrize("method", ["get", "put", "patch"])
def test_it_is_gone_live_and_back_and_nothing_else(
    owner: APIClient, ready: str, method: str
) -> None:
    assert getattr(owner, method)(ready).status_code == 405


@pytest.mark.parametrize("body", ["null", "[]", '{"isLive": false}', "nonsense"])
def test_a_body_is_not_read(owner: APIClient, ready: str, body: str) -> None:
    assert owner.post(ready, body, content_type="application/json").json()["isLive"]


def test_nothing_that_shapes_the_answers_is_touched(
    owner: APIClient,
    company: Company,
    ready: str,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    owner.get(f"/api/company/{company.id}/readiness")
    with platform_scope("test"):
        version = Company._base_manager.get(pk=company.pk).configuration_version

    with django_capture_on_commit_callbacks(execute=True):
        owner.post(ready)

    with platform_scope("test"):
        assert Company._base_manager.get(pk=company.pk).configuration_version == version
    assert cache.get(f"readiness:{company.id}")["value"]["canGoLive"]
