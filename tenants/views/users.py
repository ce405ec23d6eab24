"""`/users`: who signs in for the company."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.inviting import invite, renew_invitation
from tenants.membership import change_user, remove_user
from tenants.models import Role, User
from tenants.serializers import StrictSerializer
from tenants.views.actor import actor_of
from tenants.views.company import CompanyView

ROLES = [role for role in Role if role is not Role.ADMIN]
_NOT_STORED = {"Cache-Control": "no-store"}
_ANN = {
    "id": "5f6c2a5e-0c63-4d0c-8c1e-2f5a0a7f3f10",
    "email": "ann@joes-plumbing.example",
    "role": "manager",
    "isActive": True,
    "isInvited": False,
}
_LINK = {
    "url": "https://phone.example.com/invitation#the-secret-of-this-link",
    "expiresAt": "2026-03-09T14:05:11.482913Z",
}


@extend_schema_serializer(examples=[OpenApiExample("A manager", value=_ANN)])
class UserSerializer(serializers.ModelSerializer[User]):
    """Somebody who signs in for the company; who is invited has no password yet."""

    role = serializers.ChoiceField(choices=ROLES)
    isActive = serializers.BooleanField(source="is_active")
    isInvited = serializers.BooleanField(source="is_invited")

    class Meta:
        model = User
        fields = ("id", "email", "role", "isActive", "isInvited")
        read_only_fields = fields


@extend_schema_serializer(examples=[OpenApiExample("A link", value=_LINK)])
class UserInvitationSerializer(serializers.Serializer[Any]):
    """A link for that one person, shown this once; it sets their password, once."""

    url = serializers.URLField()
    expiresAt = serializers.DateTimeField(source="expires_at")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A manager who was invited",
            value={**_ANN, "isActive": False, "isInvited": True, "invitation": _LINK},
        )
    ]
)
class InvitedUserSerializer(UserSerializer):
    """Somebody who was invited, and their link."""

    invitation = UserInvitationSerializer()

    class Meta(UserSerializer.Meta):
        fields = (*UserSerializer.Meta.fields, "invitation")
        read_only_fields = fields


@extend_schema_serializer(
    examples=[OpenApiExample("Invite a manager", value={"email": _ANN["email"], "role": "manager"})]
)
class NewUserSerializer(StrictSerializer):
    """Whom to invite, and as what."""

    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(choices=ROLES)


@extend_schema_serializer(
    examples=[
        OpenApiExample("Make an owner", value={"role": "owner"}),
        OpenApiExample("Keep somebody out", value={"isActive": False}),
    ]
)
class UserChangeSerializer(StrictSerializer):
    """What to change of a user."""

    role = serializers.ChoiceField(choices=ROLES, required=False)
    isActive = serializers.BooleanField(source="is_active", required=False)


class UserListView(CompanyView, ListAPIView[User]):
    """Lists who signs in for the company, and invites more."""

    write_role = Role.OWNER
    forgets: ClassVar[tuple[str, ...]] = ()
    serializer_class = UserSerializer
    queryset = User.in_company.all()
    search_fields = ("email",)
    ordering_fields: ClassVar[dict[str, str]] = {
        "email": "email",
        "role": "role",
        "isActive": "is_active",
    }

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List who signs in for the company."""
        return super().get(request, *args, **kwargs)

    @extend_schema(request=NewUserSerializer, responses={201: InvitedUserSerializer})
    def post(self, request: Request, company_id: UUID) -> Response:
        """Invite somebody; the link in the answer is shown this once, and nothing is mailed."""
        wanted = NewUserSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        user, invitation = invite(**wanted.validated_data, actor=actor_of(request))
        link = UserInvitationSerializer(invitation).data
        invited = {**UserSerializer(user).data, "invitation": link}
        return Response(invited, status=201, headers=_NOT_STORED)


class UserDetailView(CompanyView, RetrieveAPIView[User]):
    """Reads, changes or removes one user."""

    write_role = Role.OWNER
    forgets: ClassVar[tuple[str, ...]] = ()
    serializer_class = UserSerializer
    queryset = User.in_company.all()

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Read one user."""
        return super().get(request, *args, **kwargs)

    @extend_schema(request=UserChangeSerializer, responses=UserSerializer)
    def patch(self, request: Request, company_id: UUID, pk: UUID) -> Response:
        """Change a user's role, keep them out or let them in; it ends their tokens."""
        wanted = UserChangeSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        user = change_user(pk, **wanted.validated_data, actor=actor_of(request))
        return Response(UserSerializer(user).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, company_id: UUID, pk: UUID) -> Response:
        """Remove a user; what they did stays in the audit log."""
        remove_user(pk, actor=actor_of(request))
        return Response(status=204)


class UserInvitationView(CompanyView):
    """Gives a user a new link."""

    write_role = Role.OWNER
    forgets: ClassVar[tuple[str, ...]] = ()

    @extend_schema(request=None, responses={201: UserInvitationSerializer})
    def post(self, request: Request, company_id: UUID, pk: UUID) -> Response:
        """Make a new link to set a password; the one before it is dead, the password is not."""
        invitation = renew_invitation(pk, actor=actor_of(request))
        link = UserInvitationSerializer(invitation).data
        return Response(link, status=201, headers=_NOT_STORED)
