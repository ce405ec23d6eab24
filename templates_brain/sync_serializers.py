"""How a sync to come and a new version look in the API."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from templates_brain import examples
from templates_brain.serializers import SyncReportSerializer


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
