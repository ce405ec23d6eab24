"""Signing in, staying signed in, signing out; and every token that is not good enough."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import RequestFactory
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token

from tenants.authentication import TokenAuthentication, access_token_for, refresh_token_for
from tenants.models import Company, Role, User
from tenants.scope import platform_scope
from tests.desk import code_of
from tests.factories import PASSWORD, AuthenticatorAppFactory, UserFactory

pytestmark = pytest.mark.django_db

NOT_SIGNED_IN = {"error": "not_authenticated", "message": "Sign in first."}
SIGN_IN_AGAIN = {"error": "not_authenticated", "message": "Sign in again."}


@pytest.fixture
def anyone() -> APIClient:
    """Return a client that has not signed in."""
    return APIClient(raise_request_exception=False)


@pytest.fixture
def user(company: Company) -> User:
    """Return the company's owner."""
    return UserFactory(company=company, email="joe@example.com")


def post(client: APIClient, path: str, body: Any) -> Any:
    """Post JSON to a path of the sign-in."""
    return client.post(f"/api/auth/{path}", body, format="json")


def sign_in(client: APIClient, email: str, password: str = PASSWORD, **more: str) -> Any:
    """Ask for tokens."""
    return post(client, "token", {"email": email, "password": password, **more})


def read_with(token: object, user: User) -> Any:
    """Read the user's own configuration with a token."""
    client = APIClient(raise_request_exception=False)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client.get(f"/api/company/{user.company_id}/configuration")


def test_signing_in_answers_tokens_and_who_one_is(anyone: APIClient, user: User) -> None:
    answer = sign_in(anyone, "joe@example.com")

    assert answer.status_code == 200
    body = answer.json()
    assert body.keys() == {"access", "refresh", "user"}
    assert body["user"] == {
        "id": str(user.id),
        "email": "joe@example.com",
        "role": "owner",
        "companyId": str(user.company_id),
    }


def test_staff_sign_in_without_a_company(anyone: APIClient) -> None:
    app = AuthenticatorAppFactory(user__email="staff@example.com")

    answer = sign_in(anyone, "staff@example.com", otp=code_of(app))

    assert answer.json()["user"]["role"] == "admin"
    assert answer.json()["user"]["companyId"] is None


def test_the_access_token_opens_the_own_company(anyone: APIClient, user: User) -> None:
    access = sign_in(anyone, "joe@example.com").json()["access"]

    assert read_with(access, user).status_code == 200


@pytest.mark.parametrize("email", ["JOE@EXAMPLE.COM", "Joe@example.com", " joe@Example.com "])
def test_an_address_is_compared_without_case(anyone: APIClient, user: User, email: str) -> None:
    assert sign_in(anyone, email).status_code == 200


def test_a_wrong_password_and_an_unknown_address_look_the_same(
    anyone: APIClient, user: User
) -> None:
    wrong = sign_in(anyone, "joe@example.com", "a wrong password")
    unknown = sign_in(anyone, "nobody@example.com")

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.content == unknown.content
    assert wrong.json() == {
        "error": "wrong_credentials",
        "message": "The e-mail address or the password is wrong.",
    }


def test_a_password_is_compared_with_case_and_blanks(anyone: APIClient, user: User) -> None:
    assert sign_in(anyone, "joe@example.com", PASSWORD.upper()).status_code == 401
    assert sign_in(anyone, "joe@example.com", f" {PASSWORD} ").status_code == 401


@pytest.mark.parametrize("what", [{"is_active": False}, {"company__is_suspended": True}])
def test_who_may_not_sign_in_is_told_no_more_than_a_stranger(
    anyone: APIClient, what: dict[str, bool]
) -> None:
    UserFactory(email="gone@example.com", **what)

    gone, unknown = sign_in(anyone, "gone@example.com"), sign_in(anyone, "nobody@example.com")

    assert gone.status_code == 401
    assert gone.content == unknown.content


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "email"),
        ({"email": "joe@example.com"}, "password"),
        ({"email": "no address", "password": PASSWORD}, "email"),
        ({"email": ["joe@example.com"], "password": PASSWORD}, "email"),
        ({"email": "joe@example.com", "password": {"$ne": ""}}, "password"),
        ({"email": "joe@example.com", "password": "a\0b"}, "password"),
        ({"email": "joe@example.com", "password": PASSWORD, "role": "admin"}, "role"),
        ([], "nonFieldErrors"),
    ],
)
def test_a_malformed_sign_in_is_told_the_field(
    anyone: APIClient, user: User, body: Any, field: str
) -> None:
    answer = post(anyone, "token", body)

    assert answer.status_code == 400
    assert field in answer.json()["details"]


def test_refreshing_answers_a_new_pair_that_works(anyone: APIClient, user: User) -> None:
    refresh = sign_in(anyone, "joe@example.com").json()["refresh"]

    answer = post(anyone, "refresh", {"refresh": refresh})

    assert answer.status_code == 200
    assert answer.json().keys() == {"access", "refresh"}
    assert read_with(answer.json()["access"], user).status_code == 200


def test_a_refresh_token_is_good_for_one_use(anyone: APIClient, user: User) -> None:
    refresh = sign_in(anyone, "joe@example.com").json()["refresh"]
    rotated = post(anyone, "refresh", {"refresh": refresh}).json()["refresh"]

    again = post(anyone, "refresh", {"refresh": refresh})
    with_the_new_one = post(anyone, "refresh", {"refresh": rotated})

    assert (again.status_code, again.json()) == (401, SIGN_IN_AGAIN)
    assert with_the_new_one.status_code == 200


def test_signing_out_uses_up_the_refresh_token(anyone: APIClient, user: User) -> None:
    refresh = sign_in(anyone, "joe@example.com").json()["refresh"]

    answer = post(anyone, "logout", {"refresh": refresh})

    assert (answer.status_code, answer.content) == (204, b"")
    assert post(anyone, "refresh", {"refresh": refresh}).status_code == 401
    assert post(anyone, "logout", {"refresh": refresh}).status_code == 401


@pytest.mark.parametrize("path", ["refresh", "logout"])
@pytest.mark.parametrize("nonsense", ["", "x", "a.b.c", "null", "\N{SNOWMAN}", "é.é.é"])
def test_nonsense_is_no_refresh_token(anyone: APIClient, path: str, nonsense: str) -> None:
    answer = post(anyone, path, {"refresh": nonsense})

    assert answer.status_code in {400, 401}
    assert answer.json()["error"] in {"invalid", "not_authenticated"}


def test_an_access_token_does_not_refresh(anyone: APIClient, user: User) -> None:
    access = sign_in(anyone, "joe@example.com").json()["access"]

    assert post(anyone, "refresh", {"refresh": access}).status_code == 401


def test_a_refresh_token_opens_nothing(anyone: APIClient, user: User) -> None:
    refresh = sign_in(anyone, "joe@example.com").json()["refresh"]

    answer = read_with(refresh, user)

    assert (answer.status_code, answer.json()) == (401, NOT_SIGNED_IN)


def _of(user: User) -> Token:
    return refresh_token_for(user).access_token


def _with(claim: str, value: object) -> Callable[[User], Token]:
    def make(user: User) -> Token:
        token = _of(user)
        token[claim] = value
        return token

    return make


def _unsigned(user: User) -> str:
    header = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    return f"{header}.{str(_of(user)).split('.')[1]}."


def _resigned(user: User) -> str:
    return f"{str(_of(user)).rpartition('.')[0]}.{'A' * 43}"


def _promoted(user: User) -> str:
    header, payload, signature = str(_of(user)).split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    forged = base64.urlsafe_b64encode(json.dumps({**claims, "role": "admin"}).encode())
    return f"{header}.{forged.decode().rstrip('=')}.{signature}"


FORGERIES: dict[str, Callable[[User], object]] = {
    "unsigned": _unsigned,
    "signed by nobody": _resigned,
    "promoted after it was signed": _promoted,
    "of another user": _with("user_id", "00000000-0000-4000-8000-000000000000"),
    "of another company": _with("companyId", "00000000-0000-4000-8000-000000000000"),
    "of the platform": _with("companyId", None),
    "of another role": _with("role", "admin"),
    "of another password": _with("passwordHash", "0" * 32),
    "expired": _with("exp", 1),
    "of another kind": _with("token_type", "refresh"),
    "nothing": lambda user: "",
    "text": lambda user: "text",
    "two tokens": lambda user: f"{_of(user)} {_of(user)}",
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_token_opens_nothing(user: User, forge: Callable[[User], object]) -> None:
    genuine, forged = read_with(_of(user), user), read_with(forge(user), user)

    assert genuine.status_code == 200
    assert (forged.status_code, forged.json()) == (401, NOT_SIGNED_IN)
    assert forged["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("scheme", ["Basic", "Token", "bearer:", ""])
def test_another_scheme_is_not_signed_in(user: User, scheme: str) -> None:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"{scheme} {_of(user)}")

    answer = client.get(f"/api/company/{user.company_id}/configuration")

    assert (answer.status_code, answer.json()) == (401, NOT_SIGNED_IN)


def _demote(user: User) -> None:
    user.role = Role.VIEWER
    user.save()


def _move(user: User) -> None:
    user.company = UserFactory().company
    with platform_scope("test"):
        user.save()


def _change_password(user: User) -> None:
    user.set_password("another long password")
    user.save()


def _deactivate(user: User) -> None:
    user.is_active = False
    user.save()


def _suspend(user: User) -> None:
    with platform_scope("test"):
        Company._base_manager.filter(pk=user.company_id).update(is_suspended=True)


def _remove(user: User) -> None:
    with platform_scope("test"):
        User.objects.filter(pk=user.pk).delete()


CHANGES = {
    "role": _demote,
    "company": _move,
    "password": _change_password,
    "deactivated": _deactivate,
    "company suspended": _suspend,
    "removed": _remove,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_to_the_user_ends_both_tokens(
    anyone: APIClient, user: User, change: Callable[[User], None]
) -> None:
    tokens = sign_in(anyone, "joe@example.com").json()
    before = read_with(tokens["access"], user).status_code

    change(user)

    assert before == 200
    assert read_with(tokens["access"], user).status_code == 401
    assert post(anyone, "refresh", {"refresh": tokens["refresh"]}).status_code == 401


def test_tokens_say_whose_they_are_and_hold_no_secret(user: User) -> None:
    claims = refresh_token_for(user).access_token.payload

    assert claims["companyId"] == str(user.company_id)
    assert claims["role"] == "owner"
    assert user.password not in json.dumps(claims)
    assert user.email not in json.dumps(claims)


def test_tokens_live_fifteen_minutes_and_two_weeks() -> None:
    assert AccessToken.lifetime.total_seconds() == 15 * 60
    assert RefreshToken.lifetime.days == 14


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["token", "refresh", "logout"])
def test_only_post_signs_in(anyone: APIClient, method: str, path: str) -> None:
    answer = getattr(anyone, method)(f"/api/auth/{path}")

    assert answer.status_code == 405
    assert answer.json()["error"] == "method_not_allowed"


def test_who_has_signed_in_is_not_looked_for_again(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.signed_in = object(), object()

    assert TokenAuthentication().authenticate(request) is request.signed_in


def test_a_path_of_no_company_tells_a_stale_token_from_none(user: User, anyone: APIClient) -> None:
    token = access_token_for(user)
    with platform_scope("test"):
        User.objects.filter(pk=user.pk).update(role=Role.VIEWER)

    answer = anyone.get("/api/templates", headers={"Authorization": f"Bearer {token}"})

    assert (answer.status_code, answer.json()) == (401, SIGN_IN_AGAIN)


def test_an_access_token_that_nothing_prolongs_is_the_users(user: User, anyone: APIClient) -> None:
    token = access_token_for(user)

    answer = anyone.get("/api/templates", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 200
    assert (token["companyId"], token["role"]) == (str(user.company_id), user.role)
