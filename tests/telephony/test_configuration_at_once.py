"""Twenty writers, many at once: no write is lost, and what may happen once happens once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from tenants.authentication import refresh_token_for
from tenants.models import Company
from tests.audit_log import actions_of
from tests.callers import open_line
from tests.factories import CompanyFactory, UserFactory, VariableFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer: nothing is at once there."
    ),
]
WRITERS = 20
THREADS = 6
"""As many at once as a process has connections for, the test's own beside them."""


@pytest.fixture
def company() -> Company:
    """Return a company with a variable for each writer."""
    company = CompanyFactory(is_live=False)
    open_line(company)
    VariableFactory.create_batch(WRITERS, company=company, value="")
    return company


@pytest.fixture
def at_once(company: Company) -> Callable[[Callable[[APIClient, int], Any]], list[Any]]:
    """Return what runs an act of the owner's twenty times, many at once."""
    token = refresh_token_for(UserFactory(company=company)).access_token

    def run(act: Callable[[APIClient, int], Any]) -> list[Any]:
        def one(number: int) -> Any:
            try:
                return act(APIClient(HTTP_AUTHORIZATION=f"Bearer {token}"), number)
            finally:
                connection.close()

        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(one, range(WRITERS)))

    return run


def path_of(company: Company) -> str:
    """Return the company's path."""
    return f"/api/company/{company.id}"


def names_of(client: APIClient, company: Company) -> list[str]:
    """Return the names of the variables that nobody has filled in yet."""
    shown = client.get(f"{path_of(company)}/configuration").json()
    return [
        one["name"] for one in shown["variableDefinitions"] if one["name"].startswith("variable")
    ]


def test_patches_of_different_variables_lose_none(company: Company, at_once: Any) -> None:
    variables = f"{path_of(company)}/configuration/variables"

    def fill_in(client: APIClient, number: int) -> int:
        name = names_of(client, company)[number]
        return client.patch(variables, {name: "filled in"}, format="json").status_code

    statuses = at_once(fill_in)

    shown = at_once(lambda client, _: client.get(variables).json())[0]
    assert statuses == [200] * WRITERS
    assert list(shown.values()).count("filled in") == WRITERS


def test_of_patches_after_one_reading_exactly_one_wins(company: Company, at_once: Any) -> None:
    here = f"{path_of(company)}/configuration"
    etag = at_once(lambda client, _: client.get(here)["ETag"])[0]

    def set_price(client: APIClient, number: int) -> int:
        body = {"servicecallprice": str(200 + number)}
        path = f"{here}/variables"
        return client.patch(path, body, format="json", HTTP_IF_MATCH=etag).status_code

    statuses = sorted(at_once(set_price))

    assert statuses == [200] + [412] * (WRITERS - 1)


def test_a_token_that_is_sent_twenty_times_writes_once(company: Company, at_once: Any) -> None:
    variables = f"{path_of(company)}/configuration/variables"
    body = {"servicecallprice": "150"}
    token = at_once(
        lambda client, _: client.post(f"{variables}/preview", body, format="json").json()["token"]
    )[0]

    statuses = at_once(
        lambda client, _: (
            client.post(f"{variables}/apply", {"token": token}, format="json").status_code
        )
    )

    assert sorted(statuses) == [200] + [409] * (WRITERS - 1)
    assert actions_of(company) == ["variables_changed"]


def test_a_company_goes_live_once(company: Company, at_once: Any) -> None:
    statuses = at_once(lambda client, _: client.post(f"{path_of(company)}/go-live").status_code)

    assert statuses == [200] * WRITERS
    assert actions_of(company) == ["went_live"]
