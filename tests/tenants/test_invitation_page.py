"""`/invitation`: a person without any program of ours sets their password."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tenants.models import Company
from tests.factories import PASSWORD
from tests.tenants.invitations import invite, sign_in

pytestmark = pytest.mark.django_db

PAGE = "/invitation"


def test_the_page_asks_for_the_code_and_a_password(client: Client) -> None:
    answer = client.get(PAGE)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="token"' in page
    assert 'type="password" name="password"' in page
    assert "no-store" in answer["Cache-Control"]


def test_the_password_is_set_and_the_page_says_how_to_go_on(
    client: Client, owner: APIClient, company: Company
) -> None:
    _, token = invite(owner, company)

    answer = client.post(PAGE, {"token": token, "password": PASSWORD})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "ann@example.com" in page
    assert 'href="/api/docs"' in page
    assert token not in page
    assert PASSWORD not in page
    assert sign_in("ann@example.com") == 200


def test_a_dead_link_is_told(client: Client) -> None:
    answer = client.post(PAGE, {"token": "x", "password": PASSWORD})

    assert answer.status_code == 400
    assert "does not work any more" in answer.content.decode()


def test_a_poor_password_is_told_and_not_repeated(
    client: Client, owner: APIClient, company: Company
) -> None:
    _, token = invite(owner, company)

    answer = client.post(PAGE, {"token": token, "password": "password1"})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "too common" in page
    assert "password1" not in page
    assert client.post(PAGE, {"token": token, "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize(
    "form",
    [{}, {"token": "x"}, {"token": "a\0b", "password": PASSWORD}, {"token": "x" * 129}],
    ids=str,
)
def test_a_form_that_makes_no_sense_is_shown_again(client: Client, form: dict[str, str]) -> None:
    assert client.post(PAGE, form).status_code == 400


def test_markup_in_the_code_stays_text(client: Client) -> None:
    page = client.post(PAGE, {"token": '"><script>x()</script>', "password": PASSWORD})

    assert b"<script>x()" not in page.content


def test_another_site_cannot_send_the_form(owner: APIClient, company: Company) -> None:
    _, token = invite(owner, company)

    answer = Client(enforce_csrf_checks=True).post(PAGE, {"token": token, "password": PASSWORD})

    assert answer.status_code == 403
    assert sign_in("ann@example.com") == 401


def test_too_many_tries_are_held_back(client: Client, settings: Settings) -> None:
    settings.RATE_SIGN_IN = "1 per 1 minute"
    client.post(PAGE, {"token": "x", "password": PASSWORD})

    answer = client.post(PAGE, {"token": "x", "password": PASSWORD})

    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    assert getattr(client, method)(PAGE).status_code == 405
