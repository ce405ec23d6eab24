"""`If-Match`: a write may say which version it knows, and no other is written over."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from tenants.models import Company, Role
from tests.conftest import ClientOf
from tests.factories import UserFactory, VariableFactory

pytestmark = pytest.mark.django_db


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
