"""`?page=` and `?pageSize=`, the same on every list."""

import pytest
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tenants.models import Company
from tenants.pagination import PAGE_SIZE_MAX
from tests.factories import QuestionAnswerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's list of three questions."""
    QuestionAnswerFactory.create_batch(3, company=company)
    return f"/api/company/{company.id}/knowledge-management"


@pytest.mark.parametrize("name", ["page", "pageSize"])
@pytest.mark.parametrize("value", ["0", "-1", "abc", "1.5", "last", "", "१", "9" * 5000])
def test_what_is_no_whole_number_from_1_is_refused_by_name(
    owner: APIClient, here: str, name: str, value: str
) -> None:
    answer = owner.get(here, {name: value})

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid")
    assert answer.json()["details"] == {name: ["Give a whole number from 1."]}


def test_a_page_past_the_last_is_not_found(owner: APIClient, here: str) -> None:
    assert owner.get(f"{here}?page=1").status_code == 200
    assert owner.get(f"{here}?page=2").status_code == 404
    assert owner.get(f"{here}?page=1000000").status_code == 404


def test_a_greater_page_than_the_greatest_is_the_greatest(
    owner: APIClient, here: str, company: Company
) -> None:
    QuestionAnswerFactory.create_batch(PAGE_SIZE_MAX, company=company)

    page = owner.get(f"{here}?pageSize=1000000").json()

    assert (page["count"], len(page["results"])) == (PAGE_SIZE_MAX + 3, PAGE_SIZE_MAX)


def test_the_next_page_is_an_absolute_url_that_keeps_the_search(
    owner: APIClient, here: str
) -> None:
    first = owner.get(f"{here}?search=office&pageSize=2").json()
    second = owner.get(first["next"]).json()

    assert first["next"] == f"http://testserver{here}?page=2&pageSize=2&search=office"
    assert (first["previous"], second["next"]) == (None, None)
    assert second["previous"] == f"http://testserver{here}?pageSize=2&search=office"


def test_behind_an_https_proxy_the_next_page_has_the_public_origin(
    owner: APIClient, here: str, settings: Settings
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.ALLOWED_HOSTS = ["phone.example.com"]
    proxied = {"HTTP_HOST": "phone.example.com", "HTTP_X_FORWARDED_PROTO": "https"}

    page = owner.get(f"{here}?pageSize=1", **proxied).json()

    assert page["next"].startswith(f"https://phone.example.com{here}?page=2")


def test_a_forwarded_header_without_such_a_proxy_changes_no_url(
    owner: APIClient, here: str
) -> None:
    forged = {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_X_FORWARDED_PROTO": "https"}

    page = owner.get(f"{here}?pageSize=1", **forged).json()

    assert page["next"].startswith("http://testserver/")
