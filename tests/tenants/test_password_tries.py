"""Guessing passwords: few tries, and an answer and a time that tell nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django_redis import get_redis_connection
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tenants.authentication import PasswordAuthentication
from tenants.models import Company, User
from tenants.scope import platform_scope
from tests.factories import PASSWORD, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

EMAIL = "joe@example.com"
TRIES = 5


@pytest.fixture(autouse=True)
def _any_number_of_requests(settings: Settings) -> None:
    """Let an address ask often: these tests are about passwords."""
    settings.RATE_SIGN_IN = "1000/minute"


@pytest.fixture
def user(company: Company) -> User:
    """Return the company's owner."""
    return UserFactory(company=company, email=EMAIL)


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what collects each password that is hashed: the slow part of a sign-in."""
    passwords: list[str] = []
    encode = MD5PasswordHasher.encode

    def noted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        passwords.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", noted)
    return passwords


def sign_in(email: str = EMAIL, password: str = PASSWORD, address: str = "192.0.2.1") -> Any:
    """Ask for tokens from an address."""
    client = APIClient(REMOTE_ADDR=address)
    return client.post("/api/auth/token", {"email": email, "password": password}, format="json")


def guess_wrong(times: int, email: str = EMAIL) -> list[int]:
    """Try wrong passwords."""
    return [sign_in(email, f"guess {n}").status_code for n in range(times)]


def told(answer: Any) -> tuple[int, bytes, dict[str, str]]:
    """Return all that an answer tells, its own id left out."""
    headers = {name: text for name, text in answer.items() if name != "X-Request-Id"}
    return answer.status_code, answer.content, headers


def test_five_wrong_passwords_lock_the_right_one_out(user: User) -> None:
    guess_wrong(TRIES)

    assert sign_in().status_code == 401


def test_four_wrong_passwords_do_not(user: User) -> None:
    guess_wrong(TRIES - 1)

    assert sign_in().status_code == 200


def test_the_right_password_makes_the_wrong_ones_forgotten(user: User) -> None:
    guess_wrong(TRIES - 1)
    sign_in()
    guess_wrong(TRIES - 1)

    assert sign_in().status_code == 200


def test_signing_in_often_locks_nobody(user: User) -> None:
    assert [sign_in().status_code for _ in range(3 * TRIES)] == [200] * 3 * TRIES


def test_a_locked_pair_is_answered_like_a_wrong_password_and_an_unknown_address(
    user: User,
) -> None:
    wrong, unknown = sign_in(password="wrong"), sign_in("nobody@example.com")
    guess_wrong(TRIES)

    locked = sign_in()

    assert told(locked) == told(wrong) == told(unknown)
    assert locked.json()["error"] == "wrong_credentials"


def test_another_client_address_and_another_user_are_not_locked(
    user: User, stranger: Company
) -> None:
    other = UserFactory(company=stranger)
    guess_wrong(TRIES)

    assert sign_in(address="192.0.2.2").status_code == 200
    assert sign_in(other.email).status_code == 200


@pytest.mark.parametrize("spelling", ["JOE@example.com", "joe@EXAMPLE.com", "Joe@Example.Com"])
def test_another_spelling_of_the_address_is_no_other_user(user: User, spelling: str) -> None:
    guess_wrong(TRIES, spelling)

    assert sign_in().status_code == 401


def test_a_header_makes_no_other_client_address(user: User) -> None:
    guess_wrong(TRIES)
    disguised = APIClient(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="192.0.2.9")

    answer = disguised.post(
        "/api/auth/token", {"email": EMAIL, "password": PASSWORD}, format="json"
    )

    assert answer.status_code == 401


def test_what_is_counted_does_not_tell_the_address(user: User) -> None:
    guess_wrong(1)

    (key,) = get_redis_connection().keys("limits:*password*")

    assert b"joe" not in key.lower()
    assert 0 < get_redis_connection().ttl(key) <= 2 * 15 * 60


def test_the_desk_is_locked_with_it(db: None) -> None:
    staff = StaffFactory(email="staff@example.com")
    desk = Client(REMOTE_ADDR="192.0.2.1")
    guess_wrong(TRIES, staff.email)

    locked = desk.post("/admin/login/", {"username": staff.email, "password": PASSWORD})
    elsewhere = Client(REMOTE_ADDR="192.0.2.2").post(
        "/admin/login/", {"username": staff.email, "password": PASSWORD}
    )

    assert (locked.status_code, elsewhere.status_code) == (200, 302)


def _known(user: User) -> Any:
    return sign_in()


def _wrong(user: User) -> Any:
    return sign_in(password="wrong")


def _unknown(user: User) -> Any:
    return sign_in("nobody@example.com")


def _inactive(user: User) -> Any:
    with platform_scope("test"):
        User.objects.filter(pk=user.pk).update(is_active=False)
    return sign_in()


def _suspended(user: User) -> Any:
    with platform_scope("test"):
        Company._base_manager.filter(pk=user.company_id).update(is_suspended=True)
    return sign_in()


def _invited(user: User) -> Any:
    user.set_unusable_password()
    user.save()
    return sign_in()


def _locked(user: User) -> Any:
    guess_wrong(TRIES)
    return sign_in()


@pytest.mark.parametrize("ask", [_known, _wrong, _unknown, _inactive, _suspended, _invited])
def test_every_sign_in_hashes_one_password(
    user: User, hashed: list[str], ask: Callable[[User], Any]
) -> None:
    hashed.clear()

    ask(user)

    assert len(hashed) == 1


def test_a_locked_pair_hashes_its_password_too(user: User, hashed: list[str]) -> None:
    hashed.clear()

    _locked(user)

    assert len(hashed) == TRIES + 1


@pytest.mark.parametrize("ask", [_unknown, _inactive, _suspended, _invited, _locked])
def test_whoever_may_not_sign_in_is_told_the_same(user: User, ask: Callable[[User], Any]) -> None:
    wrong = told(_wrong(user))

    assert told(ask(user)) == wrong


def test_a_session_leads_to_its_user_as_long_as_they_may_sign_in() -> None:
    user = StaffFactory()
    while_active = PasswordAuthentication().get_user(user.pk)
    user.is_active = False
    with platform_scope("test"):
        user.save()

    assert while_active == user
    assert PasswordAuthentication().get_user(user.pk) is None
