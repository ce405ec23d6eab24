"""How a configuration, its words and what becomes of it look in the API."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from templates_brain import examples
from templates_brain.documents import UrgencyDocument
from templates_brain.serializers import (
    ScenarioSerializer,
    SyncReportSerializer,
    VariableDefinitionSerializer,
)


@extend_schema_serializer(examples=[OpenApiExample("Filler words", examples.FILLER_WORDS)])
class FillerWordListsSerializer(serializers.Serializer[Any]):
    """The template's filler words and the company's own."""

    inherited = serializers.ListField(child=serializers.CharField())
    custom = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(examples=[OpenApiExample("Urgency keywords", examples.URGENCY_KEYWORDS)])
class UrgencyKeywordListsSerializer(serializers.Serializer[Any]):
    """The template's urgency keywords and the company's own."""

    inherited = UrgencyDocument(many=True)
    custom = UrgencyDocument(many=True)


@extend_schema_serializer(examples=[OpenApiExample("A plumber's", examples.CONFIGURATION)])
class ConfigurationSerializer(serializers.Serializer[Any]):
    """Everything that shapes the company's receptionist."""

    companyId = serializers.UUIDField()
    companyName = serializers.CharField()
    clonedFrom = serializers.CharField(allow_null=True)
    clonedFromVersion = serializers.IntegerField(allow_null=True)
    clonedAt = serializers.DateTimeField(allow_null=True)
    variables = serializers.DictField(child=serializers.CharField())
    variableDefinitions = VariableDefinitionSerializer(many=True)
    fillerWords = FillerWordListsSerializer()
    urgencyKeywords = UrgencyKeywordListsSerializer()
    scenarios = ScenarioSerializer(many=True)
    version = serializers.IntegerField()


class SidesSerializer(serializers.Serializer[Any]):
    """A field before and after."""

    before = serializers.JSONField(allow_null=True)
    after = serializers.JSONField(allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("A sync to come", examples.SYNC_PREVIEW)])
class SyncPreviewSerializer(SyncReportSerializer):
    """What a sync would come to, with before and after of each row by its field."""

    differences = serializers.DictField(child=serializers.DictField(child=SidesSerializer()))


@extend_schema_serializer(examples=[OpenApiExample("The new version", {"version": 13})])
class VersionSerializer(serializers.Serializer[Any]):
    """The version that the configuration has from now on."""

    version = serializers.IntegerField()
