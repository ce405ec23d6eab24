"""The schema of a scenario in a template's document and in the API."""

import math
from typing import Any

from rest_framework import serializers

from templates_brain.hooks import HOOKS, InvalidParameters, check_parameters, missing_parameters
from templates_brain.models.fields import (
    COOLDOWN_MAX_TURNS,
    LANGUAGE,
    PRIORITY_MAX,
    PRIORITY_MIN,
    Channel,
    EntityType,
    FollowUp,
    ScenarioStatus,
    valid_key,
    valid_language,
)
from templates_brain.patterns import PATTERN_MAX_CHARS, trigger_fault
from tenants.serializers import StrictSerializer

QUICK_REPLY_MAX_CHARS = 220
FULL_REPLY_MAX_CHARS = 1200
LIST_MAX_ITEMS = 500
NOTES_MAX_CHARS = 4000
FACTS_MAX = 20
FACT_MAX_CHARS = 64


def texts(max_chars: int, **kwargs: Any) -> serializers.ListField:
    """Return the field of a list of texts."""
    return serializers.ListField(
        child=serializers.CharField(max_length=max_chars), max_length=LIST_MAX_ITEMS, **kwargs
    )


class NumberField(serializers.FloatField):
    """A number that JSON has: neither infinite, nor none, nor true."""

    def to_internal_value(self, data: Any) -> float:
        """Refuse what no database keeps in a document, and what Python alone takes for a number."""
        try:
            number: float = super().to_internal_value(data)
        except OverflowError:
            self.fail("invalid")
        if isinstance(data, bool) or not math.isfinite(number):
            self.fail("invalid")
        return number


class FactsField(serializers.DictField):
    """What is known of a call, by name: short texts, whole numbers, true or false."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Refuse names and values that a call's state does not keep."""
        facts: dict[str, Any] = super().to_internal_value(data)
        if len(facts) > FACTS_MAX:
            raise serializers.ValidationError(f"At most {FACTS_MAX} facts.")
        for name, value in facts.items():
            valid_key(name)
            if not isinstance(value, str | int) or len(str(value)) > FACT_MAX_CHARS:
                message = f"{name}: write a text of at most {FACT_MAX_CHARS} characters, a whole"
                raise serializers.ValidationError(f"{message} number, true or false.")
        return facts


class PreconditionsDocument(StrictSerializer):
    """What must and what must not be known of the call for the scenario to be answered."""

    requires = FactsField(required=False)
    excludes = FactsField(required=False)


class EffectsDocument(StrictSerializer):
    """What is known of the call once the scenario was answered."""

    set = FactsField(required=False)


class EntityDocument(StrictSerializer):
    """A thing to listen for, and how to ask for it."""

    name = serializers.CharField(max_length=64, validators=[valid_key])
    type = serializers.ChoiceField(EntityType.choices, default=EntityType.TEXT)
    required = serializers.BooleanField(default=False)
    prompt = serializers.CharField(max_length=QUICK_REPLY_MAX_CHARS, default="", allow_blank=True)


class ScenarioDocument(StrictSerializer):
    """A scenario, in the API's field names."""

    key = serializers.CharField(max_length=64, validators=[valid_key])
    name = serializers.CharField(max_length=120)
    category = serializers.CharField(max_length=64)
    status = serializers.ChoiceField(ScenarioStatus.choices, default=ScenarioStatus.LIVE)
    priority = serializers.IntegerField(min_value=PRIORITY_MIN, max_value=PRIORITY_MAX, default=0)
    isEmergency = serializers.BooleanField(source="is_emergency", default=False)
    minScore = NumberField(
        source="min_score", min_value=0, max_value=1, allow_null=True, default=None
    )
    language = serializers.CharField(validators=[valid_language], max_length=12, default=LANGUAGE)
    channel = serializers.ChoiceField(Channel.choices, default=Channel.ANY)
    cooldownTurns = serializers.IntegerField(
        source="cooldown_turns", min_value=0, max_value=COOLDOWN_MAX_TURNS, default=0
    )
    preconditions = PreconditionsDocument(default=dict)
    effects = EffectsDocument(default=dict)
    followUp = serializers.ChoiceField(FollowUp.choices, source="follow_up", default=FollowUp.NONE)
    behaviour = serializers.CharField(max_length=64, default="", allow_blank=True)
    triggers = texts(200, allow_empty=False)
    regexTriggers = texts(PATTERN_MAX_CHARS, source="regex_triggers", default=list)
    negativeTriggers = texts(200, source="negative_triggers", default=list)
    quickReplies = texts(QUICK_REPLY_MAX_CHARS, source="quick_replies", allow_empty=False)
    fullReplies = texts(FULL_REPLY_MAX_CHARS, source="full_replies", default=list)
    replyWeights = serializers.DictField(
        child=NumberField(min_value=0), source="reply_weights", default=dict
    )
    actionHooks = serializers.ListField(
        child=serializers.ChoiceField(sorted(HOOKS)), source="action_hooks", default=list
    )
    hookParameters = serializers.DictField(
        child=serializers.DictField(), source="hook_parameters", default=dict
    )
    entities = EntityDocument(many=True, default=list)
    testPhrases = texts(200, source="test_phrases", default=list)

    def validate_regexTriggers(self, given: list[str]) -> list[str]:
        """Refuse what the engine, which runs them by RE2, does not take."""
        faults = [fault for pattern in given if (fault := trigger_fault(pattern))]
        if faults:
            raise serializers.ValidationError(faults)
        return given

    def validate_hookParameters(self, given: dict[str, Any]) -> dict[str, Any]:
        """Refuse what no registered hook takes."""
        try:
            for hook_id, parameters in given.items():
                check_parameters(hook_id, parameters)
        except InvalidParameters as error:
            raise serializers.ValidationError(str(error)) from error
        return given

    def validate_entities(self, given: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Refuse a name that occurs twice."""
        names = [one["name"] for one in given]
        if len(names) > len(set(names)):
            raise serializers.ValidationError("Each entity needs a name of its own.")
        return given

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse replies that are never given, and hooks that lack what they must be told."""
        weights, replies = attrs.get("reply_weights", {}), attrs.get("quick_replies", [])
        if replies and all(weights.get(reply) == 0 for reply in replies):
            message = "At least one quick reply needs a weight above 0."
            raise serializers.ValidationError({"replyWeights": [message]})
        for hook_id in attrs.get("action_hooks", []):
            missing = missing_parameters(hook_id, attrs.get("hook_parameters", {}).get(hook_id, {}))
            if missing:
                message = f"{hook_id}: the parameter {', '.join(missing)} is required."
                raise serializers.ValidationError({"hookParameters": [message]})
        return attrs


class TemplateScenarioDocument(ScenarioDocument):
    """A scenario of a template, with what its editors tell each other."""

    notes = serializers.CharField(max_length=NOTES_MAX_CHARS, default="", allow_blank=True)
