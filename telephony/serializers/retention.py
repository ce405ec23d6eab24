"""How the retention of a company looks in the API."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from telephony.models.retention import LONGEST_DAYS, SHORTEST_DAYS
from telephony.serializers.members import NamedMembers, PhoneField
from tenants.serializers import StrictSerializer


def _days() -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=SHORTEST_DAYS, max_value=LONGEST_DAYS, allow_null=True
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Words for a year, recordings for a month, messages for ever",
            value={"transcriptDays": 365, "recordingDays": 30, "messageDays": None},
        )
    ]
)
class RetentionSerializer(StrictSerializer):
    """After how many days what goes; null is never.

    Words of calls and who called; recordings; messages, texts and appointments.
    """

    transcriptDays = _days()
    recordingDays = _days()
    messageDays = _days()


class RetentionPatchSerializer(NamedMembers, RetentionSerializer):
    """The members of the retention that are to be replaced."""


@extend_schema_serializer(examples=[OpenApiExample("A caller", value={"phone": "+12125550123"})])
class EraseCallerSerializer(StrictSerializer):
    """Who is to be forgotten."""

    phone = PhoneField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "What was removed",
            value={
                "texts": 1,
                "messages": 2,
                "appointments": 1,
                "turns": 14,
                "calls": 3,
                "spamRules": 0,
                "recordings": 1,
                "optOutsKept": 1,
            },
        )
    ]
)
class ErasedSerializer(StrictSerializer):
    """How much was removed; recordings are noted to be deleted at Twilio, opt-outs stay."""

    texts = serializers.IntegerField()
    messages = serializers.IntegerField()
    appointments = serializers.IntegerField()
    turns = serializers.IntegerField()
    calls = serializers.IntegerField()
    spamRules = serializers.IntegerField()
    recordings = serializers.IntegerField()
    optOutsKept = serializers.IntegerField()
