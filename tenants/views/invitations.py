"""`POST /api/auth/invitation`: the person whom a link was made for sets their password."""

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.inviting import accept_invitation
from tenants.serializers import StrictSerializer
from tenants.sign_in_serializers import SignedInSerializer
from tenants.views.sign_in import SignInView, signed_in


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Accept",
            value={"token": "the-secret-of-this-link", "password": "a long enough password"},
        )
    ]
)
class AcceptedInvitationSerializer(StrictSerializer):
    """What stands behind the link's `#`, and the password to sign in with from now on."""

    token = serializers.CharField(max_length=128)
    password = serializers.CharField(max_length=1024, trim_whitespace=False)


class InvitationView(SignInView):
    """`POST /api/auth/invitation`."""

    @extend_schema(
        operation_id="acceptInvitation",
        request=AcceptedInvitationSerializer,
        responses=SignedInSerializer,
    )
    def post(self, request: Request) -> Response:
        """Set a password with the link of an invitation, and sign in."""
        given = AcceptedInvitationSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return signed_in(accept_invitation(**given.validated_data))
