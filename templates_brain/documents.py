"""The schema of a template's document, the one form in which templates are exchanged."""

from typing import Any

from rest_framework import serializers

from templates_brain.hooks import HOOKS
from templates_brain.models.fields import (
    PRIORITY_MAX,
    PRIORITY_MIN,
    FollowUp,
    ScenarioStatus,
    VariableType,
    valid_key,
    valid_variable_name,
)
from tenants.serializers import StrictSerializer

SCHEMA_VERSION = 1
QUICK_REPLY_MAX_CHARS = 220
FULL_REPLY_MAX_CHARS = 1200
LIST_MAX_ITEMS = 500


class InvalidDocument(ValueError):
    """A document is not a template; its text names the first place at fault."""


def _texts(max_chars: int, **kwargs: Any) -> serializers.ListField:
    return serializers.ListField(
        child=serializers.CharField(max_length=max_chars), max_length=LIST_MAX_ITEMS, **kwargs
    )


class CategoryDocument(StrictSerializer):
    """A group of scenarios."""

    key = serializers.CharField(max_length=64, validators=[valid_key])
    name = serializers.CharField(max_length=120)


class ScenarioDocument(StrictSerializer):
    """A scenario, in the API's field names."""

    key = serializers.CharField(max_length=64, validators=[valid_key])
    name = serializers.CharField(max_length=120)
    category = serializers.CharField(max_length=64)
    status = serializers.ChoiceField(ScenarioStatus.choices, default=ScenarioStatus.LIVE)
    priority = serializers.IntegerField(min_value=PRIORITY_MIN, max_value=PRIORITY_MAX, default=0)
    isEmergency = serializers.BooleanField(source="is_emergency", default=False)
    minScore = serializers.FloatField(
        source="min_score", min_value=0, max_value=1, allow_null=True, default=None
    )
    followUp = serializers.ChoiceField(FollowUp.choices, source="follow_up", default=FollowUp.NONE)
    triggers = _texts(200, allow_empty=False)
    regexTriggers = _texts(500, source="regex_triggers", default=list)
    negativeTriggers = _texts(200, source="negative_triggers", default=list)
    quickReplies = _texts(QUICK_REPLY_MAX_CHARS, source="quick_replies", allow_empty=False)
    fullReplies = _texts(FULL_REPLY_MAX_CHARS, source="full_replies", default=list)
    replyWeights = serializers.DictField(
        child=serializers.FloatField(min_value=0), source="reply_weights", default=dict
    )
    actionHooks = serializers.ListField(
        child=serializers.ChoiceField(sorted(HOOKS)), source="action_hooks", default=list
    )
    testPhrases = _texts(200, source="test_phrases", default=list)


class VariableDocument(StrictSerializer):
    """A variable's definition, never its value."""

    name = serializers.CharField(max_length=64, validators=[valid_variable_name])
    label = serializers.CharField(max_length=120)
    type = serializers.ChoiceField(VariableType.choices, default=VariableType.TEXT)
    required = serializers.BooleanField(default=False)
    category = serializers.CharField(max_length=64, default="", allow_blank=True)
    example = serializers.CharField(max_length=200, default="", allow_blank=True)
    choices = _texts(200, default=list)


class UrgencyDocument(StrictSerializer):
    """A word that makes a turn urgent, and how much."""

    word = serializers.CharField(max_length=64)
    weight = serializers.FloatField(min_value=0, max_value=1)


class TemplateDocument(StrictSerializer):
    """A whole template."""

    schema = serializers.ChoiceField([SCHEMA_VERSION])
    key = serializers.CharField(max_length=64, validators=[valid_key])
    name = serializers.CharField(max_length=120)
    industry = serializers.CharField(max_length=64)
    description = serializers.CharField(default="", allow_blank=True)
    extends = serializers.CharField(max_length=64, allow_null=True, default=None)
    version = serializers.IntegerField(required=False, help_text="Told by an export, not read.")
    contentHash = serializers.CharField(required=False, help_text="Told by an export, not read.")
    categories = CategoryDocument(many=True)
    variableDefinitions = VariableDocument(many=True, default=list)
    fillerWords = _texts(64, default=list)
    urgencyKeywords = UrgencyDocument(many=True, default=list)
    scenarios = ScenarioDocument(many=True, allow_empty=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse names that occur twice, and categories that are not there."""
        for field, name in _NAMED.items():
            _refuse_repeated(field, [row[name] for row in attrs[field]])
        _refuse_repeated("fillerWords", attrs["fillerWords"])
        categories = {row["key"] for row in attrs["categories"]}
        for scenario in attrs["scenarios"]:
            if not attrs["extends"] and scenario["category"] not in categories:
                message = f"{scenario['key']}: there is no category {scenario['category']}."
                raise serializers.ValidationError({"scenarios": [message]})
        return attrs


_NAMED = {
    "categories": "key",
    "scenarios": "key",
    "variableDefinitions": "name",
    "urgencyKeywords": "word",
}


def checked_template(document: object) -> dict[str, Any]:
    """Return the document's rows in our column names; raises `InvalidDocument`."""
    if not isinstance(document, dict):
        raise InvalidDocument("A template is one object with a key, a name and scenarios.")
    serializer = TemplateDocument(data=document)
    if not serializer.is_valid():
        raise InvalidDocument(_first_fault(serializer.errors))
    return dict(serializer.validated_data)


def _refuse_repeated(field: str, names: list[str]) -> None:
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        message = f"{', '.join(repeated)} stands here more than once."
        raise serializers.ValidationError({field: [message]})


def _first_fault(errors: Any, path: str = "") -> str:
    """Return the first error with its place, such as `scenarios.3.triggers: …`."""
    if isinstance(errors, dict):
        name = next(name for name, value in errors.items() if value)
        return _first_fault(errors[name], f"{path}.{name}".lstrip("."))
    if isinstance(errors, list) and errors and isinstance(errors[0], dict):
        position = next(place for place, value in enumerate(errors) if value)
        return _first_fault(errors[position], f"{path}.{position}")
    return f"{path}: {errors[0]}"
