"""The browser phone's page, and the pass that it gets for staff of the desk."""

import pytest
from django.test import Client

from tenants.models import Company, User
from tests.desk import sign_in_at_the_desk
from tests.factories import StaffFactory, UserFactory
from tests.isolation.paths import NOBODY

pytestmark = pytest.mark.django_db


def signed_in(user: User, **options: bool) -> Client:
    """Return a browser in which the user has signed in and given a second factor."""
    client = Client(**options)
    sign_in_at_the_desk(client, user)
    return client


def test_the_page_is_the_same_for_any_company_there_or_not(company: Company) -> None:
    there = Client().get(f"/phone/{company.pk}")
    absent = Client().get(f"/phone/{NOBODY}")

    assert there.status_code == absent.status_code == 200
    assert there.content.replace(str(company.pk).encode(), b"") == absent.content.replace(
        NOBODY.encode(), b""
    )
    assert b"Joe" not in there.content
    assert "no-store" in there["Cache-Control"]


def test_staff_get_an_access_token_that_opens_the_company(company: Company) -> None:
    staff = signed_in(StaffFactory())

    token = staff.post(f"/phone/{company.pk}/pass").json()["access"]

    url = f"/api/company/{company.pk}/phone"
    answer = Client().get(url, headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["companyName"] == "Joe's Plumbing"


def test_staff_without_their_second_factor_get_no_token(company: Company) -> None:
    client = Client()
    client.force_login(StaffFactory())

    assert client.post(f"/phone/{company.pk}/pass").status_code == 401


def test_no_token_stands_in_the_page(company: Company) -> None:
    page = signed_in(StaffFactory()).get(f"/phone/{company.pk}")

    assert b"/pass" in page.content
    assert b"eyJ" not in page.content


def test_another_sites_form_gets_no_token(company: Company) -> None:
    staff = signed_in(StaffFactory(), enforce_csrf_checks=True)

    assert staff.post(f"/phone/{company.pk}/pass").status_code == 403


def test_nobody_and_a_companys_user_get_no_token(company: Company) -> None:
    url = f"/phone/{company.pk}/pass"
    browsers = [Client(), signed_in(UserFactory(company=company))]

    assert [browser.post(url).status_code for browser in browsers] == [401, 401]


@pytest.mark.parametrize("path", ["phone/x", "phone/", "phone/1/pass"])
def test_what_is_no_company_is_not_found(path: str) -> None:
    assert Client().get(f"/{path}").status_code == 404
