"""What signing in takes and gives."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from tenants.models import Role, User
from tenants.serializers import StrictSerializer

TOKENS = {"access": "eyJhbGciOi…", "refresh": "eyJhbGciOi…"}
OWNER = {
    "id": "5f1c7a90-1f0e-4b57-9a44-6d1d3c9e8b20",
    "email": "owner@example.com",
    "role": "owner",
    "companyId": "7f8d6a52-6a0b-4c52-9d3a-0a4e5f1d2c3b",
}


@extend_schema_serializer(
    examples=[
        OpenApiExample("An owner", {"email": "owner@example.com", "password": "their password"}),
        OpenApiExample(
            "Platform staff",
            {"email": "staff@example.com", "password": "their password", "otp": "123456"},
        ),
    ]
)
class CredentialsSerializer(StrictSerializer):
    """An e-mail address, compared without case, and a password; of platform staff a code too."""

    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=1024, trim_whitespace=False)
    otp = serializers.CharField(
        max_length=40,
        required=False,
        help_text="Of platform staff: a code of their app, or one of their recovery codes.",
    )


@extend_schema_serializer(examples=[OpenApiExample("A token", {"refresh": "eyJhbGciOi…"})])
class RefreshSerializer(StrictSerializer):
    """A refresh token."""

    refresh = serializers.CharField(max_length=4096)


class SignedInUserSerializer(serializers.Serializer[User]):
    """Who signed in."""

    id = serializers.UUIDField()
    email = serializers.EmailField()
    role = serializers.ChoiceField(Role.choices)
    companyId = serializers.UUIDField(allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("A pair", TOKENS)])
class TokenPairSerializer(serializers.Serializer[Any]):
    """A fresh pair of tokens."""

    access = serializers.CharField()
    refresh = serializers.CharField()


@extend_schema_serializer(examples=[OpenApiExample("An owner", {**TOKENS, "user": OWNER})])
class SignedInSerializer(TokenPairSerializer):
    """A fresh pair of tokens, and whose they are."""

    user = SignedInUserSerializer()
