"""How this app's rows look in the API."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from templates_brain import examples
from templates_brain.documents import ScenarioDocument
from templates_brain.merging import Decisions
from templates_brain.models import (
    ConfigurationChange,
    Scenario,
    TemplateVersion,
    Variable,
)
from templates_brain.models.choices import FollowUp
from templates_brain.scenario_documents import (
    EffectsDocument,
    EntityDocument,
    PreconditionsDocument,
)
from tenants.serializers import StrictSerializer

CHOICES = ("keep", "take")


def _texts(**kwargs: Any) -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(), **kwargs)


class VariableDefinitionSerializer(serializers.ModelSerializer[Variable]):
    """A variable's definition, without its value."""

    class Meta:
        model = Variable
        fields = ("name", "label", "type", "required", "category", "example")


@extend_schema_serializer(
    examples=[OpenApiExample("A scenario of the company's own", examples.SCENARIO)]
)
class ScenarioSerializer(serializers.ModelSerializer[Scenario]):
    """A company's scenario."""

    category = serializers.CharField(source="category.key")
    triggers = _texts()
    regexTriggers = _texts(source="regex_triggers")
    negativeTriggers = _texts(source="negative_triggers")
    quickReplies = _texts(source="quick_replies")
    fullReplies = _texts(source="full_replies")
    isEmergency = serializers.BooleanField(source="is_emergency")
    minScore = serializers.FloatField(source="min_score", allow_null=True)
    cooldownTurns = serializers.IntegerField(source="cooldown_turns")
    preconditions = PreconditionsDocument()
    effects = EffectsDocument()
    followUp = serializers.ChoiceField(FollowUp.choices, source="follow_up", allow_blank=True)
    actionHooks = _texts(source="action_hooks")
    replyWeights = serializers.DictField(child=serializers.FloatField(), source="reply_weights")
    hookParameters = serializers.DictField(child=serializers.DictField(), source="hook_parameters")
    entities = EntityDocument(many=True)
    testPhrases = _texts(source="test_phrases")
    changedFields = _texts(source="changed_fields")

    class Meta:
        model = Scenario
        fields = (
            "key", "name", "category", "status", "priority", "triggers", "regexTriggers",
            "negativeTriggers", "quickReplies", "fullReplies", "isEmergency", "minScore",
            "language", "channel", "cooldownTurns", "preconditions", "effects", "followUp",
            "behaviour", "actionHooks", "hookParameters", "replyWeights", "entities",
            "testPhrases", "origin", "changedFields",
        )  # fmt: skip


@extend_schema_serializer(
    examples=[OpenApiExample("The least to create one", examples.SCENARIO_SENT)]
)
class ScenarioWriteSerializer(ScenarioDocument):
    """What a company may say of a scenario; the least to create one is key, name, triggers and
    quickReplies."""

    category = serializers.CharField(max_length=64, default="own")


@extend_schema_serializer(
    examples=[OpenApiExample("Another reply", {"quickReplies": ["We do, on the same day."]})]
)
class ScenarioPatchSerializer(ScenarioWriteSerializer):
    """What a company may change of a scenario: all but its key."""

    key = None  # type: ignore[assignment]  a key is a name that others rely on


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Keep what the company changed", {"templateId": "plumbing", "onConflict": "keep"}
        )
    ]
)
class SyncRequestSerializer(StrictSerializer):
    """Which template to bring in, by id or key, and whose changes stand."""

    templateId = serializers.CharField(max_length=64)
    onConflict = serializers.ChoiceField(CHOICES, required=False)
    resolutions = serializers.DictField(child=serializers.ChoiceField(CHOICES), required=False)

    def decisions(self) -> Decisions:
        """Return the choices of the request."""
        given = self.validated_data
        return Decisions(given.get("onConflict"), given.get("resolutions", {}))


class ConflictSerializer(serializers.Serializer[Any]):
    """What both sides changed, and whose change stands (null: nobody has decided)."""

    key = serializers.CharField()
    reason = serializers.CharField()
    resolution = serializers.ChoiceField(CHOICES, allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        """Add `fields`, a name that a serializer keeps for itself."""
        return {**super().get_fields(), "fields": _texts()}


@extend_schema_serializer(examples=[OpenApiExample("A sync", examples.SYNC_REPORT)])
class SyncReportSerializer(serializers.Serializer[Any]):
    """What a sync comes to; the lists hold scenario keys."""

    companyId = serializers.UUIDField(source="company_id")
    fromVersion = serializers.IntegerField(source="from_version", allow_null=True)
    toVersion = serializers.IntegerField(source="to_version")
    added = _texts()
    updated = _texts()
    removed = _texts()
    kept = _texts()
    conflicts = ConflictSerializer(many=True)


@extend_schema_serializer(examples=[OpenApiExample("A change of variables", examples.CHANGE)])
class ChangeSerializer(serializers.ModelSerializer[ConfigurationChange]):
    """One change of the configuration."""

    details = serializers.DictField()

    class Meta:
        model = ConfigurationChange
        fields = ("version", "at", "actor", "action", "details")


@extend_schema_serializer(examples=[OpenApiExample("A template", examples.TEMPLATE)])
class TemplateSerializer(serializers.ModelSerializer[TemplateVersion]):
    """A template that a company may clone, at its newest version."""

    id = serializers.UUIDField(source="template_id")
    key = serializers.CharField(source="template.key")
    name = serializers.CharField(source="template.name")
    version = serializers.IntegerField(source="number")
    industry = serializers.CharField(source="template.industry")
    scenarioCount = serializers.SerializerMethodField()

    class Meta:
        model = TemplateVersion
        fields = ("id", "key", "name", "version", "industry", "scenarioCount")

    def get_scenarioCount(self, version: TemplateVersion) -> int:
        """Return how many scenarios a clone has."""
        return len(version.content["scenarios"])
