"""How the handling of a company's calls looks in the API."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from telephony.models.call_handling import (
    CAPACITY,
    DAYS_AHEAD,
    LEAD_MINUTES,
    MOST_CALLS_PER_HOUR,
    MOST_NOTIFIED,
    MOST_REPROMPTS,
    NOTICE_MAX_CHARS,
    WINDOW_MINUTES,
    AfterHours,
    SilenceThen,
)
from telephony.models.spam_rule import MOST_RULES
from telephony.models.transfer_target import LAST_PLACE, MOST_TARGETS, TargetHours
from telephony.serializers.members import NamedMembers, PhoneField
from tenants.serializers import StrictSerializer


class TransferTargetSerializer(StrictSerializer):
    """Who picks up; without an `order`, in that of the list."""

    name = serializers.CharField(max_length=120)
    phone = PhoneField()
    order = serializers.IntegerField(min_value=0, max_value=LAST_PLACE, required=False)
    hours = serializers.ChoiceField(TargetHours.choices, default=TargetHours.ALWAYS.value)


class VoicemailSerializer(StrictSerializer):
    """Whether messages are recorded, and written down too, and who is told of them by text."""

    enabled = serializers.BooleanField(default=True)
    transcribe = serializers.BooleanField(default=False)
    notify = serializers.ListField(child=PhoneField(), max_length=MOST_NOTIFIED, default=list)

    def validate_notify(self, given: list[str]) -> list[str]:
        """Tell each once."""
        return list(dict.fromkeys(given))


class RecordingSerializer(StrictSerializer):
    """Whether calls are recorded, and what tells the caller so."""

    enabled = serializers.BooleanField(default=False)
    notice = serializers.CharField(max_length=NOTICE_MAX_CHARS, allow_blank=True, default="")


class SilenceSerializer(StrictSerializer):
    """How often a silent caller is asked again, and what follows."""

    reprompts = serializers.IntegerField(min_value=0, max_value=MOST_REPROMPTS, default=2)
    then = serializers.ChoiceField(SilenceThen.choices, default=SilenceThen.HANG_UP.value)


def _whole(ends: tuple[int, int], default: int) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=ends[0], max_value=ends[1], default=default)


class SchedulingSerializer(StrictSerializer):
    """How visits are offered: in which windows, how many at once, how soon and how far ahead."""

    windowMinutes = _whole(WINDOW_MINUTES, 120)
    capacity = _whole(CAPACITY, 1)
    leadMinutes = _whole(LEAD_MINUTES, 120)
    daysAhead = _whole(DAYS_AHEAD, 14)


class SpamSerializer(StrictSerializer):
    """Who is always let in, who never, and how often one caller may ring; null is no limit."""

    allow = serializers.ListField(child=PhoneField(), max_length=MOST_RULES, default=list)
    block = serializers.ListField(child=PhoneField(), max_length=MOST_RULES, default=list)
    maxCallsPerHour = serializers.IntegerField(
        min_value=1, max_value=MOST_CALLS_PER_HOUR, allow_null=True, default=None
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a number on both lists; twice on one is once."""
        allow, block = (list(dict.fromkeys(attrs[name])) for name in ("allow", "block"))
        both = sorted({*allow} & {*block})
        if both:
            raise serializers.ValidationError({"block": [f"Also allowed: {', '.join(both)}."]})
        return {**attrs, "allow": allow, "block": block}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Somebody picks up",
            value={
                "transferTargets": [
                    {"name": "Front desk", "phone": "+12395550150", "order": 1, "hours": "business"}
                ],
                "emergencyPhone": "+12395550199",
                "forwardTo": None,
                "afterHours": "answer",
                "voicemail": {
                    "enabled": True,
                    "transcribe": False,
                    "notify": ["+12395550150"],
                },
                "recording": {"enabled": True, "notice": "This call is recorded."},
                "silence": {"reprompts": 2, "then": "transfer"},
                "scheduling": {
                    "windowMinutes": 120,
                    "capacity": 1,
                    "leadMinutes": 120,
                    "daysAhead": 14,
                },
                "spam": {"allow": [], "block": ["+12125550199"], "maxCallsPerHour": 20},
            },
        )
    ]
)
class CallHandlingSerializer(StrictSerializer):
    """What becomes of a call where the receptionist's answers end.

    Without an `emergencyPhone` of its own the variable of that name counts. Every call rings
    `forwardTo` first, where there is one.
    """

    transferTargets = TransferTargetSerializer(many=True, max_length=MOST_TARGETS)
    emergencyPhone = PhoneField(allow_null=True, allow_blank=True)
    forwardTo = PhoneField(allow_null=True, allow_blank=True)
    afterHours = serializers.ChoiceField(AfterHours.choices)
    voicemail = VoicemailSerializer()
    recording = RecordingSerializer()
    silence = SilenceSerializer()
    scheduling = SchedulingSerializer()
    spam = SpamSerializer()

    def validate_transferTargets(self, given: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Refuse the same phone twice; number those that have no order."""
        phones = [target["phone"] for target in given]
        twice = sorted({phone for phone in phones if phones.count(phone) > 1})
        if twice:
            raise serializers.ValidationError(f"More than once: {', '.join(twice)}.")
        return [{"order": place, **target} for place, target in enumerate(given, start=1)]


class CallHandlingPatchSerializer(NamedMembers, CallHandlingSerializer):
    """The members of the handling that are to be replaced."""
