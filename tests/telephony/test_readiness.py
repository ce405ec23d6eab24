"""Whether a company can take calls: what counts, what blocks, and how fresh the word is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from telephony.readiness import COMPONENTS, describe_readiness
from tenants.cache import READINESS_TTL_SECONDS
from tenants.models import Company, PhoneNumber, Role
from tenants.scope import company_scope
from tests.callers import open_line
from tests.conftest import ClientOf
from tests.factories import (
    PhoneNumberFactory,
    QuestionAnswerFactory,
    ScenarioFactory,
    StaffFactory,
    TransferTargetFactory,
    UserFactory,
    VariableFactory,
)

pytestmark = pytest.mark.django_db


def readiness_of(company: Company) -> dict[str, Any]:
    """Return the company's readiness."""
    with company_scope(company.id):
        return describe_readiness()


def component(readiness: dict[str, Any], name: str) -> dict[str, Any]:
    """Return one component of it."""
    return next(one for one in readiness["components"] if one["name"] == name)


def path_of(company: Company) -> str:
    """Return the API's path of the company's readiness."""
    return f"/api/company/{company.id}/readiness"


def add_a_number(company: Company) -> None:
    PhoneNumberFactory(company=company)


def add_a_person(company: Company) -> None:
    TransferTargetFactory(company=company)


def add_an_answer(company: Company) -> None:
    QuestionAnswerFactory(company=company)


def add_a_scenario(company: Company) -> None:
    ScenarioFactory(company=company)


def test_the_weights_add_up_to_a_hundred() -> None:
    assert sum(weight for weight, _, _ in COMPONENTS.values()) == 100


def test_a_company_with_everything_scores_a_hundred_and_can_go_live(
    company: Company, number: PhoneNumber
) -> None:
    add_an_answer(company)
    add_a_person(company)

    readiness = readiness_of(company)

    assert (readiness["score"], readiness["canGoLive"]) == (100, True)
    assert readiness["blockers"] == []


def test_a_company_with_nothing_is_told_what_to_do_first(company: Company) -> None:
    readiness = readiness_of(company)

    assert (readiness["score"], readiness["canGoLive"]) == (40, False)
    assert readiness["blockers"] == [
        "Copy a template: there are no live scenarios.",
        "Add the company's phone number.",
    ]


def test_what_is_only_recommended_costs_points_and_blocks_nothing(number: PhoneNumber) -> None:
    readiness = readiness_of(number.company)

    assert (readiness["score"], readiness["canGoLive"]) == (80, True)
    assert not component(readiness, "knowledge")["ready"]
    assert not component(readiness, "transfer")["ready"]


def test_a_required_value_that_is_missing_blocks_and_is_named(
    company: Company, number: PhoneNumber
) -> None:
    VariableFactory(company=company, label="Business hours", required=True, value="")

    readiness = readiness_of(company)

    assert readiness["blockers"] == ["Fill in: Business hours."]
    assert component(readiness, "variables") == {
        "name": "variables",
        "weight": 25,
        "ready": False,
        "required": True,
        "todo": "Fill in: Business hours.",
    }


def test_an_optional_value_that_is_missing_blocks_nothing(
    company: Company, number: PhoneNumber
) -> None:
    VariableFactory(company=company, label="Fax", required=False, value="")

    assert readiness_of(company)["canGoLive"]


def test_a_scenario_that_could_say_nothing_blocks_and_is_named(
    company: Company, number: PhoneNumber
) -> None:
    ScenarioFactory(company=company, name="Warranty", quick_replies=["It is {warranty}."])
    ScenarioFactory(company=company, name="Draft", quick_replies=["{warranty}"], status="draft")

    assert readiness_of(company)["blockers"] == ["No reply can be spoken in: Warranty."]


def test_a_scenario_with_one_reply_that_can_be_spoken_blocks_nothing(
    company: Company, number: PhoneNumber
) -> None:
    ScenarioFactory(company=company, quick_replies=["It is {warranty}.", "It is good."])

    assert readiness_of(company)["canGoLive"]


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_what_callers_do_not_meet_does_not_count(company: Company, status: str) -> None:
    ScenarioFactory(company=company, status=status)
    QuestionAnswerFactory(company=company, status=status)

    readiness = readiness_of(company)

    assert not component(readiness, "scenarios")["ready"]
    assert not component(readiness, "knowledge")["ready"]


def test_another_companys_readiness_is_its_own(
    company: Company, stranger: Company, number: PhoneNumber
) -> None:
    assert readiness_of(company)["score"] == 80
    assert readiness_of(stranger)["score"] == 40


def test_readiness_is_kept_for_half_a_minute_under_the_companys_name(company: Company) -> None:
    first = readiness_of(company)

    kept = cache.get(f"readiness:{company.id}")
    assert kept["companyId"] == str(company.id)
    assert kept["value"] == first
    assert READINESS_TTL_SECONDS == 30
    assert 0 < cache.ttl(f"readiness:{company.id}") <= 30


def test_readiness_that_is_kept_is_not_measured_again(
    company: Company, django_assert_num_queries: Callable[[int], Any]
) -> None:
    readiness_of(company)

    with company_scope(company.id), django_assert_num_queries(1):
        describe_readiness()


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (add_a_scenario, "scenarios"),
        (add_a_number, "phoneNumber"),
        (add_an_answer, "knowledge"),
        (add_a_person, "transfer"),
    ],
)
def test_a_write_is_seen_at_once(
    company: Company,
    write: Callable[[Company], None],
    name: str,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    before = readiness_of(company)

    with django_capture_on_commit_callbacks(execute=True):
        write(company)

    assert not component(before, name)["ready"]
    assert component(readiness_of(company), name)["ready"]


def test_a_number_that_is_deleted_is_missed_at_once(
    company: Company, number: PhoneNumber, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    before = readiness_of(company)

    with django_capture_on_commit_callbacks(execute=True):
        number.delete()

    assert component(before, "phoneNumber")["ready"]
    assert not component(readiness_of(company), "phoneNumber")["ready"]


def test_a_write_of_another_company_leaves_what_is_kept(
    company: Company, stranger: Company, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    readiness_of(company)

    with django_capture_on_commit_callbacks(execute=True):
        open_line(stranger)

    assert cache.get(f"readiness:{company.id}") is not None


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MANAGER, Role.OWNER])
def test_every_role_of_the_company_reads_it(
    company: Company, number: PhoneNumber, client_of: ClientOf, role: Role
) -> None:
    response = client_of(UserFactory(company=company, role=role)).get(path_of(company))

    assert response.status_code == 200
    body = response.json()
    assert body.keys() == {"score", "canGoLive", "components", "blockers"}
    assert (body["score"], body["canGoLive"]) == (80, True)
    assert [one["name"] for one in body["components"]] == list(COMPONENTS)
    assert body["components"][0].keys() == {"name", "weight", "ready", "required", "todo"}


def test_staff_read_it(company: Company, client_of: ClientOf) -> None:
    assert client_of(StaffFactory()).get(path_of(company)).status_code == 200


def test_an_outsider_does_not_read_it(company: Company, outsider: APIClient) -> None:
    response = outsider.get(path_of(company))

    assert response.status_code == 403
    assert response.json()["error"] == "Unauthorized"


def test_nobody_reads_it_without_signing_in(company: Company) -> None:
    assert APIClient().get(path_of(company)).status_code == 401


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_read_only(company: Company, owner: APIClient, method: str) -> None:
    assert getattr(owner, method)(path_of(company)).status_code == 405
