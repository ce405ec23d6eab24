"""`/audit-log`."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.models import AuditEntry
from tenants.views.company import CompanyView


class AuditLogFilterSerializer(serializers.Serializer[Any]):
    """Which entries to list; both ends of the time are included."""

    actor = serializers.CharField(max_length=254, required=False, help_text="Exactly this one.")
    action = serializers.CharField(max_length=64, required=False, help_text="Exactly this one.")

    def get_fields(self) -> dict[str, serializers.Field]:
        """Return the fields, those too whose names are Python's own words."""
        times = {
            "from": serializers.DateTimeField(required=False, source="at__gte"),
            "to": serializers.DateTimeField(required=False, source="at__lte"),
        }
        return {**super().get_fields(), **times}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A user's role was changed",
            value={
                "id": "0b7c4f5e-6f0a-4f59-9d5e-0c6a1d0f3c55",
                "sequence": 42,
                "at": "2026-03-02T14:05:11.482913Z",
                "actor": "joe@joes-plumbing.example",
                "action": "user_changed",
                "details": {"email": "ann@joes-plumbing.example"},
                "before": {"role": "viewer", "isActive": True},
                "after": {"role": "manager", "isActive": True},
                "address": "192.0.2.7",
                "hash": "9a3b" * 16,
                "previousHash": "51c0" * 16,
            },
        )
    ]
)
class AuditEntrySerializer(serializers.ModelSerializer[AuditEntry]):
    """Who did what, when and from where; `hash` seals it together with `previousHash`."""

    previousHash = serializers.CharField(source="previous_hash")
    details = serializers.DictField()
    before = serializers.DictField(allow_null=True)
    after = serializers.DictField(allow_null=True)

    class Meta:
        model = AuditEntry
        fields = (
            "id", "sequence", "at", "actor", "action", "details", "before", "after", "address",
            "hash", "previousHash",
        )  # fmt: skip
        read_only_fields = fields


class AuditLogView(CompanyView, ListAPIView[AuditEntry]):
    """Lists what was done to the company's data; nobody writes to it."""

    forgets: ClassVar[tuple[str, ...]] = ()
    reads_replica = True
    serializer_class = AuditEntrySerializer
    search_fields = ("actor", "action")
    ordering_fields: ClassVar[dict[str, str]] = {
        "sequence": "sequence",
        "at": "at",
        "actor": "actor",
        "action": "action",
    }
    ordering = ("-sequence",)

    def get_queryset(self) -> QuerySet[AuditEntry]:
        """Return the entries that were asked for; raises `ValidationError`."""
        asked = AuditLogFilterSerializer(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        return AuditEntry.objects.filter(**asked.validated_data)

    @extend_schema(parameters=[AuditLogFilterSerializer])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List what was done to the company's data, newest first."""
        return super().get(request, *args, **kwargs)
