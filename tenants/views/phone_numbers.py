"""`/phone-numbers`: the numbers that lead calls to the company; auth tokens only go in."""

from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.models import PhoneNumber, Role
from tenants.numbering import add_number, change_number, remove_number
from tenants.phone_formats import e164, valid_account_sid, valid_auth_token
from tenants.serializers import StrictSerializer
from tenants.views.actor import actor_of
from tenants.views.company import CompanyView

_ACCOUNT_SID = "AC0123456789abcdef0123456789abcdef"
_MAIN_LINE = {
    "id": "e0b3c1de-51a7-4d4b-a0f5-3b9b1f3d7a11",
    "number": "+12395550100",
    "label": "Main line",
    "accountSid": _ACCOUNT_SID,
    "hasAuthToken": True,
    "createdAt": "2026-03-02T14:05:11.482913Z",
}


@extend_schema_serializer(examples=[OpenApiExample("A number", value=_MAIN_LINE)])
class PhoneNumberSerializer(serializers.ModelSerializer[PhoneNumber]):
    """A number; without an account of its own it is on the platform's."""

    accountSid = serializers.CharField(source="account_sid")
    hasAuthToken = serializers.BooleanField(source="has_auth_token")
    createdAt = serializers.DateTimeField(source="created_at")

    class Meta:
        model = PhoneNumber
        fields = ("id", "number", "label", "accountSid", "hasAuthToken", "createdAt")
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample("Another token", value={"authToken": "0123456789abcdef" * 2}),
        OpenApiExample("Back to the platform's account", value={"accountSid": ""}),
    ]
)
class PhoneNumberChangeSerializer(StrictSerializer):
    """The label and the Twilio account; another account comes with its token."""

    label = serializers.CharField(max_length=64, required=False, allow_blank=True)
    accountSid = serializers.CharField(
        source="account_sid", required=False, allow_blank=True, validators=[valid_account_sid]
    )
    authToken = serializers.CharField(
        source="auth_token", required=False, write_only=True, validators=[valid_auth_token]
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample("On the platform's account", value={"number": "(239) 555-0100"}),
        OpenApiExample(
            "On an account of the company's own",
            value={
                "number": "+12395550100",
                "label": "Main line",
                "accountSid": _ACCOUNT_SID,
                "authToken": "0123456789abcdef" * 2,
            },
        ),
    ]
)
class NewPhoneNumberSerializer(PhoneNumberChangeSerializer):
    """A number, however people write it, and the Twilio account that it is on."""

    number = serializers.CharField(max_length=64)

    def validate_number(self, written: str) -> str:
        """Return the number in E.164."""
        try:
            return e164(written)
        except ValidationError as error:
            raise serializers.ValidationError(error.messages) from error


class PhoneNumberListView(CompanyView, ListAPIView[PhoneNumber]):
    """Lists the company's numbers, and adds more."""

    write_role = Role.OWNER
    forgets: ClassVar[tuple[str, ...]] = ("readiness",)
    serializer_class = PhoneNumberSerializer
    queryset = PhoneNumber.in_company.all()
    search_fields = ("number", "label")
    ordering_fields: ClassVar[dict[str, str]] = {
        "number": "number",
        "label": "label",
        "createdAt": "created_at",
    }

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the company's numbers."""
        return super().get(request, *args, **kwargs)

    @extend_schema(request=NewPhoneNumberSerializer, responses={201: PhoneNumberSerializer})
    def post(self, request: Request, company_id: UUID) -> Response:
        """Lead a number's calls to the company."""
        wanted = NewPhoneNumberSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        number = add_number(**wanted.validated_data, actor=actor_of(request))
        return Response(PhoneNumberSerializer(number).data, status=201)


class PhoneNumberDetailView(CompanyView, RetrieveAPIView[PhoneNumber]):
    """Reads, changes or removes one number."""

    write_role = Role.OWNER
    forgets: ClassVar[tuple[str, ...]] = ("readiness",)
    serializer_class = PhoneNumberSerializer
    queryset = PhoneNumber.in_company.all()

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Read one number."""
        return super().get(request, *args, **kwargs)

    @extend_schema(request=PhoneNumberChangeSerializer, responses=PhoneNumberSerializer)
    def patch(self, request: Request, company_id: UUID, pk: UUID) -> Response:
        """Change a number's label or account; the number itself stays as it is."""
        wanted = PhoneNumberChangeSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        number = change_number(pk, **wanted.validated_data, actor=actor_of(request))
        return Response(PhoneNumberSerializer(number).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, company_id: UUID, pk: UUID) -> Response:
        """Lead a number's calls nowhere; a live company keeps its last number."""
        remove_number(pk, actor=actor_of(request))
        return Response(status=204)
