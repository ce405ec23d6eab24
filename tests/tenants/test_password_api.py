"""`POST /api/auth/password`: one changes the own password, and every older token is dead."""

from typing import Any

import pytest
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tenants.models import AuditEntry, Company, Role, User
from tenants.scope import company_scope, platform_scope
from tests.conftest import ClientOf
from tests.factories import PASSWORD, StaffFactory, UserFactory
from tests.tenants.invitations import sign_in

pytestmark = pytest.mark.django_db

NEW = "another long password"


@pytest.fixture
def joe(company: Company) -> User:
    """Return a viewer of the company."""
    return UserFactory(company=company, email="joe@example.com", role=Role.VIEWER)


def change(client: APIClient, **body: Any) -> Any:
    """Change the password of who is signed in."""
    return client.post("/api/auth/password", {"current": PASSWORD, "new": NEW, **body}, "json")


def test_the_new_password_counts_and_older_tokens_are_dead(
    joe: User, client_of: ClientOf, company: Company
) -> None:
    client, users = client_of(joe), f"/api/company/{company.id}/users"
    before = client.get(users).status_code

    answer = change(client)

    assert answer.status_code == 200
    assert answer.json()["user"]["email"] == "joe@example.com"
    assert (before, client.get(users).status_code) == (200, 401)
    renewed = APIClient(HTTP_AUTHORIZATION=f"Bearer {answer.json()['access']}")
    assert renewed.get(users).status_code == 200
    assert (sign_in("joe@example.com"), sign_in("joe@example.com", NEW)) == (401, 200)


def test_the_change_is_on_record_without_a_password(
    joe: User, client_of: ClientOf, company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")

    change(client_of(joe))

    with company_scope(company.id):
        (entry,) = AuditEntry.objects.all()
    assert (entry.actor, entry.action) == ("joe@example.com", "password_changed")
    recorded = f"{vars(entry)}{caplog.text}"
    assert NEW not in recorded
    assert PASSWORD not in recorded


def test_staff_change_theirs_and_no_company_hears_of_it(client_of: ClientOf) -> None:
    staff = StaffFactory(email="staff@example.com")

    assert change(client_of(staff)).status_code == 200
    with platform_scope("test"):
        staff.refresh_from_db()
    assert staff.check_password(NEW)
    with platform_scope("a look at everything"):
        assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"current": "a wrong password"}, "current"),
        ({"new": "short"}, "new"),
        ({"new": "joe@example.com"}, "new"),
        ({"new": ""}, "new"),
        ({"new": None}, "new"),
        ({"new": "a\0b" * 5}, "new"),
        ({"current": []}, "current"),
        ({"email": "ann@example.com"}, "email"),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_and_the_password_stays(
    joe: User, client_of: ClientOf, body: dict[str, Any], field: str
) -> None:
    answer = change(client_of(joe), **body)

    assert (answer.status_code, list(answer.json()["details"])) == (400, [field])
    assert sign_in("joe@example.com") == 200


def test_a_role_that_was_changed_meanwhile_is_not_written_back(
    joe: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(joe)
    check_password = User.check_password

    def demote_meanwhile(user: User, password: str) -> bool:
        with platform_scope("test"):
            User.objects.filter(pk=user.pk).update(role=Role.MANAGER)
        return check_password(user, password)

    monkeypatch.setattr(User, "check_password", demote_meanwhile)
    change(client)

    with platform_scope("test"):
        joe.refresh_from_db()
    assert joe.role == Role.MANAGER
    assert check_password(joe, NEW)


def test_another_companys_user_is_not_touched(joe: User, client_of: ClientOf) -> None:
    outsider = UserFactory(email="smith@example.com")

    change(client_of(outsider))

    assert sign_in("smith@example.com", NEW) == 200
    assert sign_in("joe@example.com") == 200


def test_without_a_token_there_is_nothing_to_change(joe: User) -> None:
    answer = change(APIClient())

    assert (answer.status_code, answer.json()["error"]) == (401, "not_authenticated")


def test_guessing_the_current_password_locks_as_at_the_sign_in(
    joe: User, client_of: ClientOf
) -> None:
    client = client_of(joe)
    guesses = [change(client, current=f"guess {place}").status_code for place in range(5)]

    right = change(client)

    assert guesses == [400] * 5
    assert (right.status_code, list(right.json()["details"])) == (400, ["current"])
    assert sign_in("joe@example.com") == 401
    with platform_scope("test"):
        joe.refresh_from_db()
    assert joe.check_password(PASSWORD)


def test_too_many_changes_are_held_back(joe: User, client_of: ClientOf, settings: Settings) -> None:
    settings.RATE_SIGN_IN = "1 per 1 minute"
    client = client_of(joe)
    change(client, current="a wrong password")

    held = change(client)

    assert held.status_code == 429
    assert int(held["Retry-After"]) > 0
