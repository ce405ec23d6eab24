"""`POST /api/auth/password`: somebody changes the password that they sign in with."""

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tenants.addresses import client_address
from tenants.passwords import change_password
from tenants.serializers import StrictSerializer
from tenants.sign_in_serializers import SignedInSerializer
from tenants.throttles import AddressRate
from tenants.views.sign_in import signed_in


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Change it",
            value={"current": "the present password", "new": "a long enough password"},
        )
    ]
)
class PasswordChangeSerializer(StrictSerializer):
    """The password as it is, and as it is to be."""

    current = serializers.CharField(max_length=1024, trim_whitespace=False)
    new = serializers.CharField(max_length=1024, trim_whitespace=False)


class PasswordView(APIView):
    """`POST /api/auth/password`."""

    permission_classes = (IsAuthenticated,)
    throttle_classes = (AddressRate,)

    @extend_schema(
        operation_id="changePassword",
        request=PasswordChangeSerializer,
        responses=SignedInSerializer,
    )
    def post(self, request: Request) -> Response:
        """Change the own password; every token from before is dead, the answer holds new ones."""
        given = PasswordChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        change_password(request.user, **given.validated_data, address=client_address(request))
        return signed_in(request.user)
