"""`create_user`: someone who signs in; the password comes on standard input."""

from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from tenants.models import Company, User
from tenants.scope import platform_scope
from tests.factories import UserFactory
from tests.telephony.commands import Run, refusal, run

pytestmark = pytest.mark.django_db

EMAIL = "pat@example.com"
PASSWORD = "a long enough password"


def create(*words: str, email: str = EMAIL, password: str = PASSWORD) -> Run:
    """Run the command with a password typed in."""
    return run("create_user", email, *words, typed=f"{password}\n")


def user(email: str = EMAIL) -> User:
    """Return the user as saved."""
    with platform_scope("test"):
        return User.objects.get(email=email)


def test_an_owner_of_a_company_is_created_and_may_sign_in(company: Company) -> None:
    result = create("--role", "owner", "--company", str(company.id))

    assert result.document == {"userId": str(user().id), "email": EMAIL}
    body = {"email": EMAIL, "password": PASSWORD}
    answer = APIClient().post("/api/auth/token", body, format="json")
    assert answer.json()["user"]["companyId"] == str(company.id)
    assert answer.json()["user"]["role"] == "owner"


@pytest.mark.parametrize("role", ["viewer", "manager", "owner"])
def test_every_role_of_a_company_can_be_given(company: Company, role: str) -> None:
    create("--role", role, "--company", str(company.id))

    assert (user().role, user().company_id) == (role, company.id)


def test_one_of_the_platforms_staff_has_no_company() -> None:
    create("--role", "admin")

    assert (user().role, user().company_id) == ("admin", None)


def test_the_password_is_neither_printed_nor_stored(company: Company) -> None:
    result = create("--role", "viewer", "--company", str(company.id))

    assert PASSWORD not in result.output + result.messages
    assert PASSWORD not in user().password
    assert user().check_password(PASSWORD)


def test_a_dry_run_writes_nothing(company: Company) -> None:
    result = create("--role", "owner", "--company", str(company.id), "--dry-run")

    assert result.document == {"userId": None, "email": EMAIL}
    with platform_scope("test"):
        assert not User.objects.exists()


def test_an_address_in_use_is_refused_however_it_is_written(company: Company) -> None:
    UserFactory(company=company, email=EMAIL)

    result = create("--role", "owner", "--company", str(company.id), email="PAT@example.com")

    assert "in use" in refusal(result)
    with platform_scope("test"):
        assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--role", "owner"], "--company"),
        (["--role", "owner", "--company", "nonsense"], "nonsense"),
        (["--role", "owner", "--company", str(uuid4())], "no company"),
        (["--role", "king"], "king"),
        ([], "--role"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(words: list[str], fault: str) -> None:
    assert fault in refusal(create(*words))
    with platform_scope("test"):
        assert not User.objects.exists()


def test_staff_with_a_company_are_refused(company: Company) -> None:
    result = create("--role", "admin", "--company", str(company.id))

    assert "--company" in refusal(result)
    with platform_scope("test"):
        assert not User.objects.exists()


@pytest.mark.parametrize("email", ["pat", "pat@", "", "pat@example.com\nbcc: x"])
def test_what_is_no_address_is_refused_in_one_line(company: Company, email: str) -> None:
    refused = create("--role", "owner", "--company", str(company.id), email=email)

    assert "valid email address" in refusal(refused)
    with platform_scope("test"):
        assert not User.objects.exists()


@pytest.mark.parametrize("password", ["", "short", "password", "pat@example.com"])
def test_a_password_that_is_easy_to_guess_is_refused_in_one_line(
    company: Company, password: str
) -> None:
    refused = create("--role", "owner", "--company", str(company.id), password=password)

    assert "password" in refusal(refused)
    with platform_scope("test"):
        assert not User.objects.exists()
