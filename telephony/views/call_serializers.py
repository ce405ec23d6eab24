"""A call and its turns in JSON."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from matching.engine import explain
from telephony.models import Call, CallTurn, Outcome
from telephony.spam_review import MEANING
from telephony.views.fields import NullWhereEmpty
from tenants.models import Role

CALL = {
    "callSid": "CA00000000000000000000000000000001",
    "from": "+12125550123",
    "to": "+12395550100",
    "status": "completed",
    "outcome": "answered",
    "startedAt": "2026-11-25T15:04:05Z",
    "durationSeconds": 42,
    "isTest": False,
}
RECORDING_URL = (
    "https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001"
    "/Recordings/RE00000000000000000000000000000001"
)
TURN = {
    "index": 1,
    "utterance": "how much is a service call",
    "kind": "scenario",
    "scenarioKey": "service_call_price",
    "score": 1.0,
    "reply": "A service call with Joe's Plumbing is $125. Would you like to set one up?",
    "latencyMs": 6.0,
    "trace": {"heard": "how much is a service call", "reason": "the best scenario"},
    "explanation": [{"label": "Heard", "text": "how much is a service call"}],
}


LISTENS = Role.MANAGER
"""Who may listen to recordings of whole calls, and those above."""


class NamesItsCaller(serializers.Serializer[Any]):
    """Tells `from`, which is a word of Python's."""

    def get_fields(self) -> dict[str, serializers.Field]:
        """Put the caller's number behind the identifiers."""
        fields = super().get_fields()
        ids = {name: fields.pop(name) for name in ("id", "callSid") if name in fields}
        caller = serializers.CharField(source="from_number", read_only=True)
        return {**ids, "from": caller, **fields}


class OutcomeField(serializers.ChoiceField):
    """How a call ended, null while it goes on."""

    def to_representation(self, value: Any) -> Any:
        """Return the outcome or None."""
        return value or None


class CallSerializer(NamesItsCaller):
    """A call without its turns."""

    callSid = serializers.CharField(source="call_sid")
    to = serializers.CharField(source="to_number")
    status = serializers.CharField(help_text="Twilio's word.")
    outcome = OutcomeField(Outcome.choices, allow_null=True)
    startedAt = serializers.DateTimeField(source="started_at")
    durationSeconds = serializers.IntegerField(source="duration_seconds", allow_null=True)
    isTest = serializers.BooleanField(source="is_test")


@extend_schema_serializer(examples=[OpenApiExample("A call", {**CALL, "turnCount": 3})])
class ListedCallSerializer(CallSerializer):
    """A call as lists tell it."""

    turnCount = serializers.IntegerField(source="turn_count")


class ExplanationSerializer(serializers.Serializer[Any]):
    """A line of why a turn was answered as it was."""

    label = serializers.CharField()
    text = serializers.CharField()


class CallTurnSerializer(serializers.Serializer[CallTurn]):
    """What was heard, decided and answered; `trace` is the decision as the engine left it."""

    index = serializers.IntegerField()
    utterance = serializers.CharField()
    kind = serializers.CharField()
    scenarioKey = NullWhereEmpty(source="scenario_key")
    score = serializers.FloatField(allow_null=True)
    reply = serializers.CharField()
    latencyMs = serializers.FloatField(source="latency_ms")
    trace = serializers.DictField()
    explanation = serializers.SerializerMethodField()

    @extend_schema_field(ExplanationSerializer(many=True))
    def get_explanation(self, turn: CallTurn) -> list[dict[str, str]]:
        """Return the trace in sentences."""
        lines = explain(turn.trace, self.context["questions"])
        return [{"label": label, "text": text} for label, text in lines]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A call",
            {
                **CALL,
                "spamScore": 0.0,
                "spamReasons": [],
                "recordingUrl": RECORDING_URL,
                "recordingSeconds": 40,
                "turns": [TURN],
            },
        )
    ]
)
class CallDetailSerializer(CallSerializer):
    """A call with its turns in order, what spoke for its being spam, and its recording.

    Its context holds the `role` of who reads it, and the names of its `questions`.
    """

    spamScore = serializers.FloatField(
        source="spam_score", min_value=0, max_value=1, help_text="How surely the call is spam."
    )
    spamReasons = serializers.ListField(
        source="spam_reasons", child=serializers.ChoiceField(list(MEANING))
    )
    recordingUrl = serializers.SerializerMethodField(
        help_text="At Twilio; null where there is none, and for viewers."
    )
    recordingSeconds = serializers.IntegerField(source="recording_seconds", allow_null=True)
    turns = CallTurnSerializer(many=True)

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_recordingUrl(self, call: Call) -> str | None:
        """Return where the recording is, for those who may listen to it."""
        may_listen = self.context["role"].covers(LISTENS)
        return call.recording_url or None if may_listen else None
