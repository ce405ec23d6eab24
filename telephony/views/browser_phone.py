"""`/phone` and `/test-calls`: the browser phone's side of the API."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.browser_phone import (
    Played,
    begin_test_call,
    describe_phone,
    go_on_with_test_call,
)
from telephony.explaining import questions_in
from telephony.models import Call, CallTurn
from telephony.simulator.caller import DialEnds, Dtmf, HangUp, Say, Silence, Step
from telephony.simulator.results import DIAL_RESULTS
from telephony.values_said import values_said
from telephony.views.call_serializers import TURN, CallTurnSerializer
from tenants.models import Role
from tenants.serializers import StrictSerializer
from tenants.views.actor import actor_of
from tenants.views.company import CompanyView

SPEECH_MAX_CHARS = 1_000
DIGITS_MAX = 32
STEPS = ("speech", "digits", "silence", "hangup", "dial")
POOLS = {"qna": "qnas", "scenario": "scenarios"}
DECIDED = {
    **TURN,
    "urgency": 0.0,
    "candidates": [
        {
            "kind": "scenario",
            "id": "service_call_price",
            "name": "service_call_price",
            "score": 1.0,
            "needs": 0.5,
        }
    ],
    "variables": {"servicecallprice": "$125"},
}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A company that is getting ready",
            {
                "companyName": "Joe's Plumbing",
                "number": "+12395550100",
                "isLive": False,
                "isTested": False,
            },
        )
    ]
)
class PhoneSerializer(serializers.Serializer[Any]):
    """What a test call would ring; `isTested` where one was made already."""

    companyName = serializers.CharField()
    number = serializers.CharField(allow_null=True)
    isLive = serializers.BooleanField()
    isTested = serializers.BooleanField()


@extend_schema_serializer(
    examples=[OpenApiExample("The caller speaks", {"speech": "um how much is a service call"})]
)
class StepSerializer(StrictSerializer):
    """What happens next in a call: one of these, and a confidence with speech only."""

    speech = serializers.CharField(max_length=SPEECH_MAX_CHARS, required=False)
    confidence = serializers.FloatField(min_value=0, max_value=1, required=False)
    digits = serializers.RegexField(r"^[0-9*#]+\Z", max_length=DIGITS_MAX, required=False)
    silence = serializers.ChoiceField([True], required=False)
    hangup = serializers.ChoiceField([True], required=False)
    dial = serializers.ChoiceField(
        sorted(DIAL_RESULTS), required=False, help_text="How the ringing of somebody ends."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse none, and more than one."""
        if len([name for name in STEPS if name in attrs]) != 1:
            raise serializers.ValidationError(f"Send exactly one of {', '.join(STEPS)}.")
        if "confidence" in attrs and "speech" not in attrs:
            raise serializers.ValidationError({"confidence": ["Only speech has a confidence."]})
        return attrs

    def step(self) -> Step | DialEnds:
        """Return the step."""
        match self.validated_data:
            case {"speech": text, **rest}:
                return Say(text, rest.get("confidence", Say.confidence))
            case {"digits": digits}:
                return Dtmf(digits)
            case {"dial": status}:
                return DialEnds(status)
            case {"silence": _}:
                return Silence()
            case _:
                return HangUp()


class HeardSerializer(serializers.Serializer[Any]):
    """What an answer let the caller hear, and which numbers it rang; none is rung in truth.

    `played` are addresses of audio.
    """

    spoken = serializers.ListField(child=serializers.CharField())
    played = serializers.ListField(child=serializers.CharField())
    dialled = serializers.ListField(child=serializers.CharField())
    elapsedMs = serializers.FloatField(source="elapsed_ms")


class CandidateSerializer(serializers.Serializer[Any]):
    """What came into question: its score, and the score from which on it would be answered."""

    kind = serializers.ChoiceField(list(POOLS))
    id = serializers.CharField()
    name = serializers.CharField()
    score = serializers.FloatField(min_value=0, max_value=1)
    needs = serializers.FloatField(min_value=0, max_value=1)


class DecidedTurnSerializer(CallTurnSerializer):
    """A turn with its decision, and the company's values that were spoken."""

    urgency = serializers.FloatField()
    candidates = serializers.SerializerMethodField()
    variables = serializers.SerializerMethodField()

    @extend_schema_field(CandidateSerializer(many=True))
    def get_candidates(self, turn: CallTurn) -> list[dict[str, Any]]:
        """Return what came into question, questions of the company's own first."""
        names = self.context["questions"]
        return [
            {"kind": kind, "name": names.get(one["id"], one["id"])}
            | {name: one[name] for name in ("id", "score", "needs")}
            for kind, pool in POOLS.items()
            for one in turn.trace.get(pool, ())
        ]

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_variables(self, turn: CallTurn) -> dict[str, str]:
        """Return the values by name."""
        return values_said(turn)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "The caller may speak",
            {
                "callSid": "CAtest_0000000000000000000000000000000a",
                "heard": [
                    {"spoken": [TURN["reply"]], "played": [], "dialled": [], "elapsedMs": 8.5}
                ],
                "whispered": [],
                "waitsFor": "caller",
                "ended": None,
                "turns": [DECIDED],
            },
        )
    ]
)
class PassageSerializer(serializers.Serializer[Played]):
    """What was heard, whom the call waits for (null when it is over), and who ended it.

    `whispered` is what somebody heard who was rung and picked up.
    """

    callSid = serializers.CharField(source="call_sid")
    heard = HeardSerializer(source="passage.exchanges", many=True)
    whispered = serializers.ListField(source="passage.whispered", child=serializers.CharField())
    waitsFor = serializers.SerializerMethodField()
    ended = serializers.SerializerMethodField()
    turns = DecidedTurnSerializer(many=True)

    @extend_schema_field(serializers.ChoiceField(["caller", "dialled"], allow_null=True))
    def get_waitsFor(self, played: Played) -> str | None:
        """Return the caller, or whoever is rung."""
        return played.passage.waits_for or None

    @extend_schema_field(serializers.ChoiceField(["caller", "system", "rejected"], allow_null=True))
    def get_ended(self, played: Played) -> str | None:
        """Return by whom the call was ended."""
        return played.passage.ended.by if played.passage.ended else None


class PhoneView(CompanyView):
    """`/phone`."""

    @extend_schema(responses=PhoneSerializer)
    def get(self, request: Request, company_id: UUID) -> Response:
        """Return which number a test call would ring, and whether one was made."""
        return Response(describe_phone())


class BeginCallView(CompanyView):
    """`/test-calls`."""

    write_role: ClassVar[Role] = Role.MANAGER
    forgets = ("readiness",)

    @extend_schema(request=None, responses={201: PassageSerializer})
    def post(self, request: Request, company_id: UUID) -> Response:
        """Begin a test call: the company's own receptionist answers, live already or not."""
        return Response(_told(begin_test_call(actor=actor_of(request)), company_id), status=201)


class CallStepView(CompanyView):
    """`/test-calls/{callSid}/turns`."""

    write_role: ClassVar[Role] = Role.MANAGER
    forgets = ()

    @extend_schema(request=StepSerializer, responses={201: PassageSerializer})
    def post(self, request: Request, company_id: UUID, call_sid: str) -> Response:
        """Do the next step of a test call, and return what is heard then and why.

        Nobody is rung in a test call: `dial` says how the ringing ends.
        """
        asked = StepSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            played = go_on_with_test_call(call_sid, asked.step())
        except Call.DoesNotExist as error:
            raise Http404 from error
        return Response(_told(played, company_id), status=201)


def _told(played: Played, company_id: UUID) -> dict[str, Any]:
    context = {"questions": questions_in(played.turns, company_id)}
    told: dict[str, Any] = PassageSerializer(played, context=context).data
    return told
