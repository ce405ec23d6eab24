"""How this app's rows look in the API."""

from typing import Any

from rest_framework import serializers

from templates_brain.documents import ScenarioDocument
from templates_brain.merging import Decisions
from templates_brain.models import (
    ConfigurationChange,
    Scenario,
    TemplateVersion,
    Variable,
)
from tenants.serializers import StrictSerializer

CHOICES = ("keep", "take")


class VariableDefinitionSerializer(serializers.ModelSerializer[Variable]):
    """A variable's definition, without its value."""

    class Meta:
        model = Variable
        fields = ("name", "label", "type", "required", "category", "example")


class ScenarioSerializer(serializers.ModelSerializer[Scenario]):
    """A company's scenario."""

    category = serializers.CharField(source="category.key")
    regexTriggers = serializers.ListField(source="regex_triggers")
    negativeTriggers = serializers.ListField(source="negative_triggers")
    quickReplies = serializers.ListField(source="quick_replies")
    fullReplies = serializers.ListField(source="full_replies")
    isEmergency = serializers.BooleanField(source="is_emergency")
    minScore = serializers.FloatField(source="min_score", allow_null=True)
    cooldownTurns = serializers.IntegerField(source="cooldown_turns")
    followUp = serializers.CharField(source="follow_up")
    actionHooks = serializers.ListField(source="action_hooks")
    replyWeights = serializers.DictField(source="reply_weights")
    hookParameters = serializers.DictField(source="hook_parameters")
    testPhrases = serializers.ListField(source="test_phrases")
    changedFields = serializers.ListField(source="changed_fields")

    class Meta:
        model = Scenario
        fields = (
            "key", "name", "category", "status", "priority", "triggers", "regexTriggers",
            "negativeTriggers", "quickReplies", "fullReplies", "isEmergency", "minScore",
            "language", "channel", "cooldownTurns", "preconditions", "effects", "followUp",
            "behaviour", "actionHooks", "hookParameters", "replyWeights", "entities",
            "testPhrases", "origin", "changedFields",
        )  # fmt: skip


class ScenarioWriteSerializer(ScenarioDocument):
    """What a company may say of a scenario; the least to create one is key, name, triggers and
    quickReplies."""

    category = serializers.CharField(max_length=64, default="own")


class ScenarioPatchSerializer(ScenarioWriteSerializer):
    """What a company may change of a scenario: all but its key."""

    key = None  # type: ignore[assignment]  a key is a name that others rely on


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
    resolution = serializers.CharField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        """Add `fields`, a name that a serializer keeps for itself."""
        texts = serializers.ListField(child=serializers.CharField())
        return {**super().get_fields(), "fields": texts}


class SyncReportSerializer(serializers.Serializer[Any]):
    """What a sync comes to; the lists hold scenario keys."""

    companyId = serializers.UUIDField(source="company_id")
    fromVersion = serializers.IntegerField(source="from_version", allow_null=True)
    toVersion = serializers.IntegerField(source="to_version")
    added = serializers.ListField(child=serializers.CharField())
    updated = serializers.ListField(child=serializers.CharField())
    removed = serializers.ListField(child=serializers.CharField())
    kept = serializers.ListField(child=serializers.CharField())
    conflicts = ConflictSerializer(many=True)


class ChangeSerializer(serializers.ModelSerializer[ConfigurationChange]):
    """One change of the configuration."""

    class Meta:
        model = ConfigurationChange
        fields = ("version", "at", "actor", "action", "details")


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
