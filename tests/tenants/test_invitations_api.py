"""A link sets one person's password, once, within a week; a dead one says nothing of why."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tenants.authentication import refresh_token_for
from tenants.models import AuditEntry, Company, User
from tenants.scope import company_scope, platform_scope
from tests.audit_log import acts_of
from tests.conftest import ClientOf
from tests.factories import PASSWORD, CompanyFactory, UserFactory
from tests.tenants.invitations import accept, invite, invite_again, sign_in, token_of

pytestmark = pytest.mark.django_db

DEAD = {
    "error": "dead_invitation",
    "message": "This invitation does not work any more; ask for a new one.",
}


def is_dead(answer: Any) -> bool:
    """Return whether this is the one answer to every dead link."""
    return (answer.status_code, answer.json()) == (400, DEAD)


def test_accepting_sets_the_password_and_signs_in(owner: APIClient, company: Company) -> None:
    user_id, token = invite(owner, company)
    before = sign_in("ann@example.com")

    answer = accept(token)

    assert answer.status_code == 200
    assert answer.json()["user"] == {
        "id": user_id,
        "email": "ann@example.com",
        "role": "manager",
        "companyId": str(company.id),
    }
    signed_in = APIClient(HTTP_AUTHORIZATION=f"Bearer {answer.json()['access']}")
    assert signed_in.get(f"/api/company/{company.id}/users").status_code == 200
    assert (before, sign_in("ann@example.com")) == (401, 200)
    user = owner.get(f"/api/company/{company.id}/users/{user_id}").json()
    assert (user["isActive"], user["isInvited"]) == (True, False)
    assert acts_of(company)[-1] == ("ann@example.com", "invitation_accepted")


def test_a_link_works_once(owner: APIClient, company: Company) -> None:
    _, token = invite(owner, company)

    first, second = accept(token), accept(token, "another long password")

    assert first.status_code == 200
    assert is_dead(second)
    assert sign_in("ann@example.com") == 200


def test_a_link_works_for_a_week(owner: APIClient, company: Company) -> None:
    user_id, token = invite(owner, company)
    path = f"/api/company/{company.id}/users/{user_id}/invitation"
    with platform_scope("test"):
        expires_at = User.objects.get(pk=user_id).invitation_expires_at

    a_moment_ago = timezone.now() - timedelta(seconds=1)
    with platform_scope("test"):
        User.objects.filter(pk=user_id).update(invitation_expires_at=a_moment_ago)

    assert expires_at - timezone.now() > timedelta(days=6, hours=23)
    assert expires_at - timezone.now() < timedelta(days=7)
    assert is_dead(accept(token))
    assert accept(token_of(owner.post(path).json())).status_code == 200


def test_a_new_link_is_the_death_of_the_old_one(owner: APIClient, company: Company) -> None:
    user_id, old = invite(owner, company)

    new = invite_again(owner, company, user_id)

    assert is_dead(accept(old))
    assert accept(new).status_code == 200
    assert [action for _, action in acts_of(company)] == [
        "user_invited",
        "invitation_renewed",
        "invitation_accepted",
    ]


def test_removing_the_invited_is_the_death_of_the_link(owner: APIClient, company: Company) -> None:
    user_id, token = invite(owner, company)

    owner.delete(f"/api/company/{company.id}/users/{user_id}")

    assert is_dead(accept(token))


def test_keeping_the_invited_out_withdraws_the_link(owner: APIClient, company: Company) -> None:
    user_id, token = invite(owner, company)

    owner.patch(f"/api/company/{company.id}/users/{user_id}", {"isActive": False}, format="json")

    assert is_dead(accept(token))
    assert accept(invite_again(owner, company, user_id)).status_code == 200


def suspend(company: Company, is_suspended: bool) -> None:
    """Let nobody of the company sign in, or let them again."""
    with platform_scope("test"):
        Company.objects.filter(pk=company.pk).update(is_suspended=is_suspended)


def test_nobody_joins_a_suspended_company(owner: APIClient, company: Company) -> None:
    _, token = invite(owner, company)

    suspend(company, True)
    while_suspended = accept(token)
    suspend(company, False)

    assert is_dead(while_suspended)
    assert accept(token).status_code == 200


@pytest.mark.parametrize("token", ["x", "a" * 43, "*", "%", "é", "' OR 1=1 --", "None"])
def test_what_never_was_a_link_is_as_dead_as_the_others(
    owner: APIClient, company: Company, token: str
) -> None:
    invite(owner, company)
    UserFactory(company=company)

    assert is_dead(accept(token))


def test_the_hash_that_is_stored_is_no_token(owner: APIClient, company: Company) -> None:
    user_id, _ = invite(owner, company)

    with platform_scope("test"):
        assert is_dead(accept(User.objects.get(pk=user_id).invitation_hash))


@pytest.mark.parametrize("password", ["short", "password", "ann@example.com", "12345678901"])
def test_a_poor_password_is_told_and_the_link_lives(
    owner: APIClient, company: Company, settings: Settings, password: str
) -> None:
    settings.AUTH_PASSWORD_VALIDATORS = [
        *settings.AUTH_PASSWORD_VALIDATORS,
        {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    ]
    _, token = invite(owner, company)

    poor = accept(token, password)

    assert (poor.status_code, list(poor.json()["details"])) == (400, ["password"])
    assert accept(token).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"token": None}, "token"),
        ({"token": ""}, "token"),
        ({"token": "a\0b"}, "token"),
        ({"token": ["x"]}, "token"),
        ({"token": "x" * 129}, "token"),
        ({"password": None}, "password"),
        ({"password": ""}, "password"),
        ({"password": "a\0b" * 5}, "password"),
        ({"password": {}}, "password"),
        ({"password": "x" * 1025}, "password"),
        ({"role": "owner"}, "role"),
        ({"email": "joe@example.com"}, "email"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_malformed_acceptance_is_told_the_field(body: dict[str, Any], field: str) -> None:
    answer = accept(**{"token": "x", **body})

    assert (answer.status_code, list(answer.json()["details"])) == (400, [field])


def test_a_user_with_a_password_keeps_it_until_the_new_link_is_used(
    owner: APIClient, client_of: ClientOf, company: Company
) -> None:
    user = UserFactory(company=company, email="bob@example.com")
    token = invite_again(owner, company, user.pk)
    before, bobs = sign_in("bob@example.com"), client_of(user)

    answer = accept(token, "another long password")

    assert (before, answer.status_code) == (200, 200)
    assert sign_in("bob@example.com", PASSWORD) == 401
    assert sign_in("bob@example.com", "another long password") == 200
    assert bobs.get(f"/api/company/{company.id}/users").status_code == 401


def test_who_was_kept_out_gets_no_link(owner: APIClient, company: Company) -> None:
    user = UserFactory(company=company, is_active=False)

    answer = owner.post(f"/api/company/{company.id}/users/{user.pk}/invitation")

    assert (answer.status_code, answer.json()["error"]) == (422, "user_inactive")


def test_a_link_does_not_let_in_who_was_kept_out(owner: APIClient, company: Company) -> None:
    user = UserFactory(company=company)
    token = invite_again(owner, company, user.pk)

    owner.patch(f"/api/company/{company.id}/users/{user.pk}", {"isActive": False}, format="json")

    assert is_dead(accept(token))
    with platform_scope("test"):
        user.refresh_from_db()
    assert not user.is_active


def test_a_link_that_the_desk_did_not_withdraw_does_not_let_in_either(
    owner: APIClient, company: Company
) -> None:
    user = UserFactory(company=company)
    token = invite_again(owner, company, user.pk)

    with platform_scope("test"):
        User.objects.filter(pk=user.pk).update(is_active=False)

    assert is_dead(accept(token))


def test_a_password_that_is_set_otherwise_is_the_death_of_the_link(
    owner: APIClient, company: Company
) -> None:
    user = UserFactory(company=company)
    token = invite_again(owner, company, user.pk)

    user.set_password("another long password")
    user.save()

    assert is_dead(accept(token))


def test_no_token_is_logged_or_recorded(
    owner: APIClient, company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    user_id, first = invite(owner, company)
    second = invite_again(owner, company, user_id)
    accept(first)
    accept(second)

    with company_scope(company.id):
        recorded = str(list(AuditEntry.objects.values()))
    assert "ann@example.com" in recorded
    assert first not in recorded + caplog.text
    assert second not in recorded + caplog.text
    assert PASSWORD not in recorded + caplog.text


def test_too_many_tries_are_held_back(
    owner: APIClient, company: Company, settings: Settings
) -> None:
    _, token = invite(owner, company)
    settings.RATE_SIGN_IN = "1 per 1 minute"
    accept("x")

    held = accept(token)

    assert (held.status_code, held.json()["error"]) == (429, "throttled")
    assert int(held["Retry-After"]) > 0


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_only_post_accepts(method: str) -> None:
    assert getattr(APIClient(), method)("/api/auth/invitation").status_code == 405


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time.")
def test_of_two_who_accept_at_the_same_time_one_does() -> None:
    company = CompanyFactory()
    token = refresh_token_for(UserFactory(company=company)).access_token
    _, invitation = invite(APIClient(HTTP_AUTHORIZATION=f"Bearer {token}"), company)

    def accept_at_once(password: str) -> int:
        try:
            return int(accept(invitation, password).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        statuses = pool.map(accept_at_once, ["one long password", "two long passwords"])

    assert sorted(statuses) == [200, 400]
