"""`/messages`."""

from typing import ClassVar
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.generics import ListAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.messages import mark_handled, messages_to_change
from telephony.models import Message, MessageKind
from telephony.views.call_serializers import NamesItsCaller
from telephony.views.fields import NullWhereEmpty
from telephony.views.queries import QuerySerializer
from tenants.models import Role
from tenants.serializers import StrictSerializer
from tenants.views.actor import actor_of
from tenants.views.company import CompanyView

EXAMPLE = {
    "id": "7d444840-9dc0-11d1-b245-5ffdce74fad2",
    "callSid": "CA00000000000000000000000000000001",
    "from": "+12125550123",
    "kind": "message",
    "text": "the upstairs bathroom, and Tuesday morning is best",
    "recordingUrl": None,
    "createdAt": "2026-11-25T15:04:05Z",
    "handled": False,
}


class MessageQuerySerializer(QuerySerializer):
    """Which messages are listed."""

    kind = serializers.ChoiceField(MessageKind.choices, required=False)
    handled = serializers.BooleanField(source="is_handled", required=False)


@extend_schema_serializer(examples=[OpenApiExample("A message", EXAMPLE)])
class MessageSerializer(NamesItsCaller):
    """What a caller left."""

    id = serializers.UUIDField()
    callSid = serializers.CharField(source="call.call_sid", allow_null=True)
    kind = serializers.ChoiceField(MessageKind.choices)
    text = serializers.CharField()
    recordingUrl = NullWhereEmpty(source="recording_url")
    createdAt = serializers.DateTimeField(source="created_at")
    handled = serializers.BooleanField(source="is_handled")


@extend_schema_serializer(examples=[OpenApiExample("Dealt with", {"handled": True})])
class MessagePatchSerializer(StrictSerializer):
    """Whether somebody has dealt with it."""

    handled = serializers.BooleanField(source="is_handled")


class MessageListView(CompanyView, ListAPIView[Message]):
    """`/messages`."""

    serializer_class = MessageSerializer
    queryset = Message.objects.select_related("call")
    search_fields = ("from_number", "text")
    ordering_fields: ClassVar[dict[str, str]] = {
        "createdAt": "created_at",
        "kind": "kind",
        "handled": "is_handled",
        "from": "from_number",
    }

    def filter_queryset(self, queryset: QuerySet[Message]) -> QuerySet[Message]:
        """Narrow, then search and order."""
        wanted = MessageQuerySerializer.read(self.request)
        return super().filter_queryset(queryset.filter(**wanted))

    @extend_schema(parameters=[MessageQuerySerializer])
    def get(self, request: Request, company_id: UUID) -> Response:
        """List what callers left for the company's people, the newest first."""
        return self.list(request)


class MessageDetailView(CompanyView):
    """`/messages/{id}`."""

    write_role = Role.MANAGER
    forgets: ClassVar[tuple[str, ...]] = ()

    @extend_schema(responses=MessageSerializer)
    def get(self, request: Request, company_id: UUID, pk: UUID) -> Response:
        """Return one message."""
        message = get_object_or_404(Message.objects.select_related("call"), pk=pk)
        return Response(MessageSerializer(message).data)

    @extend_schema(request=MessagePatchSerializer, responses=MessageSerializer)
    def patch(self, request: Request, company_id: UUID, pk: UUID) -> Response:
        """Say whether somebody has dealt with a message."""
        given = MessagePatchSerializer(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        message = get_object_or_404(messages_to_change, pk=pk)
        handled = given.validated_data.get("is_handled", message.is_handled)
        changed = mark_handled(message, handled, actor=actor_of(request))
        return Response(MessageSerializer(changed).data)
