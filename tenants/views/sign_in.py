"""Sign in, stay signed in, sign out."""

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import RefreshToken

from tenants import routing, second_factor
from tenants.authentication import company_claim, refresh_token_for, token_is_of
from tenants.models import Role, User
from tenants.serializers import StrictSerializer
from tenants.sign_in_serializers import (
    CredentialsSerializer,
    RefreshSerializer,
    SignedInSerializer,
    TokenPairSerializer,
)
from tenants.throttles import AddressRate
from tenants.token_records import use_up


class SignInView(APIView):
    """Open to all: this is where one signs in."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (AddressRate,)

    def get_authenticate_header(self, request: Request) -> str:
        """Return the scheme that a 401 names; without one DRF answers 403."""
        return "Bearer"


class TokenView(SignInView):
    """`POST /api/auth/token`."""

    @extend_schema(
        request=CredentialsSerializer, responses=SignedInSerializer, operation_id="signIn"
    )
    def post(self, request: Request) -> Response:
        """Sign in with an e-mail address and a password."""
        given = _valid(CredentialsSerializer(data=request.data))
        user = authenticate(request, username=given["email"], password=given["password"])
        user = routing.signed_in_user(str(user.pk)) if user else None
        if user is None:
            raise AuthenticationFailed(
                "The e-mail address or the password is wrong.", code="wrong_credentials"
            )
        _require_second_factor(user, given.get("otp", ""))
        return signed_in(user)


class RefreshView(SignInView):
    """`POST /api/auth/refresh`."""

    @extend_schema(
        request=RefreshSerializer, responses=TokenPairSerializer, operation_id="refreshTokens"
    )
    def post(self, request: Request) -> Response:
        """Exchange a refresh token, which is used up, for a new pair.

        Of two uses at the same instant one wins. A used token is refused and nothing more: the
        pair that came of it stays good, for two windows of one browser may refresh at once.
        """
        token = _refresh_token(request)
        user = routing.signed_in_user(str(token.get("user_id", "")))
        if user is None or not token_is_of(user, token):
            raise _stale_token()
        if not use_up(token):
            raise _stale_token()
        return Response(_tokens(user))


class LogoutView(SignInView):
    """`POST /api/auth/logout`."""

    @extend_schema(request=RefreshSerializer, responses={204: None}, operation_id="signOut")
    def post(self, request: Request) -> Response:
        """Use up a refresh token."""
        use_up(_refresh_token(request))
        return Response(status=204)


def signed_in(user: User) -> Response:
    """Answer with a fresh pair of tokens, and whose they are."""
    return Response({**_tokens(user), "user": _described(user)})


def _require_second_factor(user: User, code: str) -> None:
    """Raise `AuthenticationFailed` for staff without a right code, whatever is wrong with it."""
    if user.role != Role.ADMIN or not settings.REQUIRE_SECOND_FACTOR:
        return
    if not code or second_factor.accept(user, code) is None:
        raise AuthenticationFailed(
            "Platform staff give a right code as `otp` too; the app for it is set up at the desk.",
            code="second_factor_required",
        )


def _valid(serializer: StrictSerializer) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _refresh_token(request: Request) -> RefreshToken:
    given = _valid(RefreshSerializer(data=request.data))
    try:
        return RefreshToken(given["refresh"])
    except TokenError as error:
        raise _stale_token() from error


def _stale_token() -> AuthenticationFailed:
    return AuthenticationFailed("Sign in again.", code="not_authenticated")


def _tokens(user: User) -> dict[str, str]:
    refresh = refresh_token_for(user)
    return {"access": str(refresh.access_token), "refresh": str(refresh)}


def _described(user: User) -> dict[str, str | None]:
    return {
        "id": str(user.pk),
        "email": user.email,
        "role": user.role,
        "companyId": company_claim(user),
    }
