"""How this app's rows look in the API."""

from typing import Any

from rest_framework import serializers

from templates_brain.models import Scenario, Variable
from tenants.serializers import StrictSerializer


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
    actionHooks = serializers.ListField(source="action_hooks")
    replyWeights = serializers.DictField(source="reply_weights")
    changedFields = serializers.ListField(source="changed_fields")

    class Meta:
        model = Scenario
        fields = (
            "key", "name", "category", "status", "priority", "triggers", "regexTriggers",
            "negativeTriggers", "quickReplies", "fullReplies", "isEmergency", "minScore",
            "actionHooks", "replyWeights", "origin", "changedFields",
        )  # fmt: skip


class SyncRequestSerializer(StrictSerializer):
    """Which template to copy, by id or key."""

    templateId = serializers.CharField(max_length=64)


class SyncReportSerializer(serializers.Serializer[Any]):
    """What a sync came to; the lists hold scenario keys."""

    companyId = serializers.UUIDField(source="company_id")
    fromVersion = serializers.IntegerField(source="from_version", allow_null=True)
    toVersion = serializers.IntegerField(source="to_version")
    added = serializers.ListField(child=serializers.CharField())
    updated = serializers.ListField(child=serializers.CharField(), default=list)
    removed = serializers.ListField(child=serializers.CharField(), default=list)
    kept = serializers.ListField(child=serializers.CharField())
    conflicts = serializers.ListField(child=serializers.CharField(), default=list)
