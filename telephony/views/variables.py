"""What uses a variable, and new values looked at before they are written."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.live_texts import describe_usage
from telephony.previewing import TOKEN_MAX_CHARS, apply_preview, preview_changes
from templates_brain.models import Variable
from templates_brain.views.configuration import FLAT_TEXTS, FLAT_VALUES, flat_values
from tenants.models import Role
from tenants.serializers import StrictSerializer
from tenants.views.actor import actor_of
from tenants.views.company import CompanyView, ConfigurationView


class UsingTextSerializer(serializers.Serializer[Any]):
    """A scenario's reply or text message, or a behaviour's opener, that uses a variable."""

    key = serializers.CharField()
    name = serializers.CharField()
    field = serializers.CharField(help_text="quickReplies, fullReplies, smsText or openers.")
    index = serializers.IntegerField()
    text = serializers.CharField()


class UsingEntrySerializer(serializers.Serializer[Any]):
    """An answer of the company's own that uses a variable."""

    id = serializers.UUIDField()
    question = serializers.CharField()
    text = serializers.CharField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A price",
            {
                "name": "servicecallprice",
                "scenarios": [
                    {
                        "key": "service_call_price",
                        "name": "Service call price",
                        "field": "quickReplies",
                        "index": 0,
                        "text": "A service call is {servicecallprice}.",
                    }
                ],
                "behaviours": [],
                "knowledge": [],
            },
        )
    ]
)
class VariableUsageSerializer(serializers.Serializer[Any]):
    """Which live replies, openers and answers use a variable."""

    name = serializers.CharField()
    scenarios = UsingTextSerializer(many=True)
    behaviours = UsingTextSerializer(many=True)
    knowledge = UsingEntrySerializer(many=True)


class PlaceSerializer(serializers.Serializer[Any]):
    """Where a text stands: one of the three keys, the field, and its place in the field's list."""

    scenarioKey = serializers.CharField(required=False)
    behaviourKey = serializers.CharField(required=False)
    entryId = serializers.UUIDField(required=False)
    field = serializers.CharField(
        help_text="quickReplies, fullReplies, smsText, openers or answer."
    )
    index = serializers.IntegerField()


class ValueChangeSerializer(serializers.Serializer[Any]):
    """A value before and after; null is none."""

    before = serializers.CharField(allow_null=True)
    after = serializers.CharField(allow_null=True)


class ChangedTextSerializer(PlaceSerializer):
    """What callers hear of a text before and after; null where it is left out."""

    before = serializers.CharField(allow_null=True)
    after = serializers.CharField(allow_null=True)


class UnresolvedTextSerializer(PlaceSerializer):
    """A text that is still left out, because a value is missing."""

    text = serializers.CharField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A higher price",
            {
                "token": "eyJhY3RvciI6…",
                "version": 42,
                "changes": {"servicecallprice": {"before": "125", "after": "150"}},
                "replies": [
                    {
                        "scenarioKey": "service_call_price",
                        "field": "quickReplies",
                        "index": 0,
                        "before": "A service call is $125.",
                        "after": "A service call is $150.",
                    }
                ],
                "stillUnresolved": [],
            },
        )
    ]
)
class VariablesPreviewSerializer(serializers.Serializer[Any]):
    """What new values would change, and the token that writes them."""

    token = serializers.CharField()
    version = serializers.IntegerField()
    changes = serializers.DictField(child=ValueChangeSerializer())
    replies = ChangedTextSerializer(many=True)
    stillUnresolved = UnresolvedTextSerializer(many=True)


@extend_schema_serializer(examples=[OpenApiExample("A token", {"token": "eyJhY3RvciI6…"})])
class ApplySerializer(StrictSerializer):
    """The token of a preview."""

    token = serializers.CharField(max_length=TOKEN_MAX_CHARS)


class VariableUsageView(CompanyView):
    """`/configuration/variables/{name}/usage`."""

    @extend_schema(responses=VariableUsageSerializer)
    def get(self, request: Request, company_id: UUID, name: str) -> Response:
        """Return which live replies and answers use a variable."""
        try:
            return Response(describe_usage(name))
        except Variable.DoesNotExist as error:
            raise Http404 from error


class VariablesPreviewView(ConfigurationView):
    """`/configuration/variables/preview`."""

    write_role: ClassVar[Role] = Role.MANAGER
    forgets = ()

    @extend_schema(
        request={"application/json": FLAT_VALUES}, responses={200: VariablesPreviewSerializer}
    )
    def post(self, request: Request, company_id: UUID) -> Response:
        """Return what callers would hear with new values, and write nothing."""
        return Response(preview_changes(flat_values(request), actor=actor_of(request)))


class VariablesApplyView(ConfigurationView):
    """`/configuration/variables/apply`."""

    write_role: ClassVar[Role] = Role.MANAGER

    @extend_schema(request=ApplySerializer, responses={200: FLAT_TEXTS})
    def post(self, request: Request, company_id: UUID) -> Response:
        """Write the values that were previewed, unless anything has changed since."""
        given = ApplySerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(apply_preview(given.validated_data["token"], actor=actor_of(request)))
