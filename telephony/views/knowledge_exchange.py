"""`/knowledge-management/import` and `/export`."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiResponse,
    extend_schema,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import MultiPartParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge import examples
from knowledge.exporting import stored_entries, write_csv, write_json
from knowledge.importing import Plan, import_entries, plan_import
from knowledge.reading import read_file, read_text
from knowledge.rows import Row
from knowledge.serializers import ExportedQuestionAnswerSerializer
from telephony.knowledge_warnings import KnowledgeWarning, warn_of_import
from telephony.views.knowledge import KnowledgeWarningSerializer
from tenants.errors import TooLarge
from tenants.models import Role
from tenants.parsers import TextJSONParser
from tenants.serializers import StrictSerializer
from tenants.views.actor import actor_of
from tenants.views.company import ConfigurationView

FILE_MAX_BYTES = 2_000_000


class KnowledgeFileSerializer(StrictSerializer):
    """A file of CSV, JSON or plain text."""

    file = serializers.FileField(max_length=255)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Pasted text",
            {"text": "Q: Where are you?\nA: At {address}.\n\nQ: Are you insured?\nA: Yes."},
            request_only=True,
        )
    ]
)
class KnowledgeTextSerializer(StrictSerializer):
    """Text that was pasted: `Q:` and `A:` blocks, paragraphs, columns, CSV or JSON."""

    text = serializers.CharField(max_length=FILE_MAX_BYTES, trim_whitespace=False)


class DryRunSerializer(serializers.Serializer[Any]):
    """Whether nothing is to be written."""

    dryRun = serializers.BooleanField(default=False)


class FormatSerializer(serializers.Serializer[Any]):
    """The form of the file."""

    format = serializers.ChoiceField(["csv", "json"], default="csv")


class ImportErrorSerializer(serializers.Serializer[Any]):
    """What is wrong with a row."""

    row = serializers.IntegerField()
    field = serializers.CharField()
    message = serializers.CharField()


class ImportWarningSerializer(KnowledgeWarningSerializer):
    """What is to be known of a row."""

    row = serializers.IntegerField()


@extend_schema_serializer(examples=[OpenApiExample("Three rows", examples.IMPORTED)])
class KnowledgeImportSerializer(serializers.Serializer[Any]):
    """What an import did, or would do; `errors` are told in a dry run, and refused otherwise."""

    rows = serializers.IntegerField()
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    errors = ImportErrorSerializer(many=True)
    warnings = ImportWarningSerializer(many=True)


class KnowledgeImportView(ConfigurationView):
    """`/knowledge-management/import`."""

    write_role = Role.MANAGER
    parser_classes = (TextJSONParser, MultiPartParser)

    @extend_schema(
        operation_id="importKnowledge",
        parameters=[DryRunSerializer],
        request={
            "multipart/form-data": KnowledgeFileSerializer,
            "application/json": KnowledgeTextSerializer,
        },
        responses=KnowledgeImportSerializer,
    )
    def post(self, request: Request, company_id: UUID) -> Response:
        """Import questions and answers, all of them or none; errors are told by row."""
        asked = DryRunSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        rows = _read(request)
        plan = plan_import(rows)
        warnings = warn_of_import(plan.entries, plan.known)
        if not asked.validated_data["dryRun"]:
            import_entries(plan, actor=actor_of(request))
        return Response(KnowledgeImportSerializer(_told(rows, plan, warnings)).data)


class AnyFormat(DefaultContentNegotiation):
    """Leaves `?format=` and `Accept` to the view, whose errors alone are rendered."""

    def select_renderer(
        self,
        request: Request,
        renderers: Sequence[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        """Return the first renderer."""
        return renderers[0], str(renderers[0].media_type)


class KnowledgeExportView(ConfigurationView):
    """`/knowledge-management/export`."""

    reads_replica = True
    content_negotiation_class = AnyFormat

    @extend_schema(
        operation_id="exportKnowledge",
        parameters=[FormatSerializer],
        responses={
            (200, "text/csv"): OpenApiResponse(
                OpenApiTypes.STR,
                examples=[OpenApiExample("One entry", examples.CSV, media_type="text/csv")],
            ),
            (200, "application/json"): ExportedQuestionAnswerSerializer(many=True),
        },
    )
    def get(self, request: Request, company_id: UUID) -> HttpResponse:
        """Export all questions and answers as a file that an import reads back unchanged."""
        asked = FormatSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        ending = asked.validated_data["format"]
        write, content_type = _WRITERS[ending]
        name = f"knowledge-{timezone.now():%Y-%m-%d}.{ending}"
        return HttpResponse(
            write(stored_entries()),
            content_type=content_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


_WRITERS = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "json": (write_json, "application/json"),
}


def _read(request: Request) -> list[Row]:
    """Return the rows of the file, or of the text, that was sent."""
    is_file = isinstance(request.data, QueryDict)
    given = (KnowledgeFileSerializer if is_file else KnowledgeTextSerializer)(data=request.data)
    given.is_valid(raise_exception=True)
    if not is_file:
        return read_text(given.validated_data["text"])
    file = given.validated_data["file"]
    if file.size > FILE_MAX_BYTES:
        raise TooLarge
    return read_file(file.read(), file.name, file.content_type or "")


def _told(rows: list[Row], plan: Plan, warnings: list[KnowledgeWarning]) -> dict[str, Any]:
    return {
        "rows": len(rows),
        "created": len(plan.created),
        "updated": len(plan.updated),
        "unchanged": plan.unchanged,
        "errors": plan.faults,
        "warnings": warnings,
    }
