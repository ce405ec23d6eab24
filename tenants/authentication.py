"""Who sends this request, by its bearer token."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token
from rest_framework_simplejwt.utils import get_md5_hash_password

from tenants import routing
from tenants.addresses import client_address
from tenants.limits import forget_tries, may_try_password
from tenants.models import User

COMPANY_CLAIM = "companyId"
ROLE_CLAIM = "role"


class TokenAuthentication(JWTAuthentication):
    """A user by access token, whose company and role must still be those of the token."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        """Return the user and the token, or None without an Authorization header."""
        signed_in: tuple[User, Token] | None = getattr(request, "signed_in", None)
        return signed_in or super().authenticate(request)

    def get_user(self, validated_token: Token) -> User:
        """Return the token's user; raises `AuthenticationFailed` where anything has changed."""
        user = routing.signed_in_user(str(validated_token.get("user_id", "")))
        if user is None or not token_is_of(user, validated_token):
            raise AuthenticationFailed("Sign in again.", code="not_authenticated")
        return user


class PasswordAuthentication(ModelBackend):
    """A user by e-mail address and password, at the API and at the desk.

    Five wrong passwords lock that user for that client address: the right password is a wrong one
    too, until fifteen minutes after the first of the five. A password is hashed whether or not
    there is such a user, so that the time tells nothing either.
    """

    def authenticate(
        self,
        request: HttpRequest | Request | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """Return the active user, or None for whatever reason."""
        pair = (username or "", client_address(request) if request else "")
        may_try = may_try_password(*pair)
        user = _with_password(username, password)
        if user is None or not user.is_active or not may_try:
            return None
        forget_tries(*pair)
        return user

    def get_user(self, user_id: UUID) -> User | None:
        """Return the user of a session, or None where they may not sign in any more."""
        return routing.signed_in_user(str(user_id))


def _with_password(email: str | None, password: str | None) -> User | None:
    user = routing.user_by_email(email)
    if user is None:
        User().set_password(password)
        return None
    return user if user.check_password(password) else None


def refresh_token_for(user: User) -> RefreshToken:
    """Return a refresh token that carries the user's company and role into its access tokens."""
    token: RefreshToken = RefreshToken.for_user(user)
    _claim(token, user)
    return token


def access_token_for(user: User) -> AccessToken:
    """Return an access token that nothing can prolong."""
    token: AccessToken = AccessToken.for_user(user)
    _claim(token, user)
    return token


def _claim(token: Token, user: User) -> None:
    token[COMPANY_CLAIM] = company_claim(user)
    token[ROLE_CLAIM] = user.role


def company_claim(user: User) -> str | None:
    """Return the company as tokens name it: its id, or None for platform staff."""
    return str(user.company_id) if user.company_id else None


def token_is_of(user: User, token: Token) -> bool:
    """Return whether the token was made for this user's company, role and password."""
    claims: dict[str, Any] = {
        COMPANY_CLAIM: company_claim(user),
        ROLE_CLAIM: user.role,
        settings.SIMPLE_JWT["REVOKE_TOKEN_CLAIM"]: get_md5_hash_password(user.password),
    }
    return all(token.get(name) == value for name, value in claims.items())
