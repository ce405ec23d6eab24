"""Invitations as tests need them: made by an owner, accepted by whom they are for."""

from typing import Any

from rest_framework.test import APIClient

from tenants.models import Company
from tests.factories import PASSWORD


def invite(owner: APIClient, company: Company, **wanted: str) -> tuple[str, str]:
    """Invite somebody, and return their id and their link's token."""
    body = {"email": "ann@example.com", "role": "manager", **wanted}
    invited = owner.post(f"/api/company/{company.id}/users", body, format="json").json()
    return invited["id"], token_of(invited["invitation"])


def invite_again(owner: APIClient, company: Company, user_id: object) -> str:
    """Make a new link for a user, and return its token."""
    path = f"/api/company/{company.id}/users/{user_id}/invitation"
    return token_of(owner.post(path).json())


def token_of(invitation: dict[str, str]) -> str:
    """Return what stands behind a link's `#`."""
    return invitation["url"].partition("#")[2]


def accept(token: Any, password: Any = PASSWORD, **other: Any) -> Any:
    """Set a password with a token."""
    body = {"token": token, "password": password, **other}
    return APIClient(raise_request_exception=False).post(
        "/api/auth/invitation", body, format="json"
    )


def sign_in(email: str, password: str = PASSWORD) -> int:
    """Return the status of signing in."""
    body = {"email": email, "password": password}
    return int(APIClient().post("/api/auth/token", body, format="json").status_code)
