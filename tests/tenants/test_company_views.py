"""`If-Match`: a write may say which version it knows, and no other is written over."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import path
from pytest_django.fixtures import Settings
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient

from clientsvia import errors
from clientsvia.urls import urlpatterns as real_patterns
from tenants.configuration import touch_configuration
from tenants.models import Company, Role
from tenants.views.company import CompanyView, ConfigurationView
from tests.conftest import ClientOf
from tests.factories import StaffFactory, UserFactory, VariableFactory

pytestmark = pytest.mark.django_db

handler500 = errors.answer_server_error


class AnsweringView(ConfigurationView):
    """Answers as it is asked to; before a write, another one may come between."""

    forgets = ()

    def get(self, request: Request, company_id: UUID) -> Response:
        """Answer with a status."""
        return Response({}, status=int(request.query_params["status"]))

    def post(self, request: Request, company_id: UUID) -> Response:
        """Refuse to write where somebody has written since the request came."""
        if request.data["overtaken"]:
            touch_configuration(company_id)
        self.require_unmoved(request)
        return Response({})


urlpatterns = [
    path("api/company/<uuid:company_id>/answer", AnsweringView.as_view()),
    *real_patterns,
]


@pytest.fixture
def answering(company: Company, settings: Settings) -> str:
    """Return the path of the view above."""
    settings.ROOT_URLCONF = __name__
    return f"/api/company/{company.id}/answer"


@pytest.fixture
def variables(company: Company) -> str:
    """Return the path of a company's variables."""
    VariableFactory(company=company, name="price", value="100")
    return f"/api/company/{company.id}/configuration/variables"


def change(client: APIClient, variables: str, known: str) -> Any:
    """Change the price, knowing a version."""
    return client.patch(variables, {"price": "150"}, format="json", HTTP_IF_MATCH=known)


def price(client: APIClient, variables: str) -> str:
    """Return the price as it stands."""
    return str(client.get(variables).json()["price"])


@pytest.mark.parametrize(
    "form", ["{0}", "W/{0}", " {0} ", '"0", {0}', 'W/"0",{0},"999"', "*", " * ", ""]
)
def test_who_knows_the_version_may_change_it(owner: APIClient, variables: str, form: str) -> None:
    known = form.format(owner.get(variables)["ETag"])

    answer = change(owner, variables, known)

    assert answer.status_code == 200
    assert answer["ETag"] == owner.get(variables)["ETag"]


@pytest.mark.parametrize(
    "known",
    [
        '"0"',
        'W/"0"',
        '"0", "999"',
        "nonsense",
        '"',
        '""',
        "W/",
        ",",
        "1",
        '"*"',
        "w/*",
        "é",
        "\x7f",
    ],
)
def test_who_knows_another_or_none_changes_nothing(
    owner: APIClient, variables: str, known: str
) -> None:
    answer = change(owner, variables, known)

    assert (answer.status_code, answer.json()["error"]) == (412, "stale")
    assert "ETag" not in answer
    assert price(owner, variables) == "100"


def test_the_version_without_its_quotes_is_none(owner: APIClient, variables: str) -> None:
    bare = owner.get(variables)["ETag"].strip('"')

    assert change(owner, variables, bare).status_code == 412


def test_reading_heeds_no_version(owner: APIClient, variables: str) -> None:
    assert owner.get(variables, HTTP_IF_MATCH='"0"').status_code == 200


@pytest.mark.parametrize("method", ["head", "options"])
def test_asking_what_is_there_heeds_none_either(
    owner: APIClient, variables: str, method: str
) -> None:
    assert getattr(owner, method)(variables, HTTP_IF_MATCH='"0"').status_code == 200


@pytest.mark.parametrize(("status", "is_named"), [(299, True), (300, False)])
def test_the_version_is_named_where_there_was_success(
    owner: APIClient, answering: str, status: int, is_named: bool
) -> None:
    assert ("ETag" in owner.get(f"{answering}?status={status}")) is is_named


def test_a_write_that_was_overtaken_on_its_way_is_refused(owner: APIClient, answering: str) -> None:
    overtaken, alone = (
        owner.post(answering, {"overtaken": so}, format="json") for so in (True, False)
    )

    assert (overtaken.status_code, alone.status_code) == (409, 200)
    assert overtaken.json()["error"] == "conflict"


def test_staff_who_have_no_company_to_know_the_version_of_are_not_overtaken(
    client_of: ClientOf, answering: str
) -> None:
    staff = client_of(StaffFactory())

    assert staff.post(answering, {"overtaken": True}, format="json").status_code == 200


def test_a_company_is_read_where_it_is_written_unless_a_view_says_otherwise() -> None:
    assert not CompanyView.reads_replica


def test_a_version_is_the_companys_own(
    owner: APIClient, outsider: APIClient, variables: str, company: Company, stranger: Company
) -> None:
    VariableFactory(company=stranger, name="price", value="95")
    theirs = variables.replace(str(company.id), str(stranger.id))
    before = outsider.get(theirs)["ETag"]

    change(owner, variables, "*")

    assert outsider.get(theirs)["ETag"] == before
    assert change(outsider, variables, "*").status_code == 403


def test_who_may_not_write_is_told_so_whatever_version_they_know(
    company: Company, client_of: ClientOf, variables: str
) -> None:
    viewer = client_of(UserFactory(company=company, role=Role.VIEWER))

    assert change(viewer, variables, '"0"').status_code == 403
    assert change(viewer, variables, "*").status_code == 403
