"""`/configuration/sync`, its preview and its undo; `/configuration/history`; `/api/templates`."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.expressions import Window
from django.db.models.functions import RowNumber
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from templates_brain.cloning import (
    CloneReport,
    UndecidedConflicts,
    UnknownTemplate,
    clone_template,
    find_version,
    preview_clone,
)
from templates_brain.history import EditedSince, NothingToUndo, restore, undo_sync
from templates_brain.merging import SCENARIO
from templates_brain.models import ConfigurationChange, TemplateVersion
from templates_brain.serializers import (
    ChangeSerializer,
    SyncReportSerializer,
    SyncRequestSerializer,
    TemplateSerializer,
)
from templates_brain.sync_serializers import SyncPreviewSerializer, VersionSerializer
from tenants.errors import Conflict
from tenants.throttles import UserRate
from tenants.views.actor import actor_of
from tenants.views.company import ConfigurationView


class SyncConflict(Conflict):
    """409: both sides changed the same; the report says what."""

    default_code = "sync_conflicts"
    default_detail = "The template and the company changed the same; say whose change stands."


class SyncView(ConfigurationView):
    """`/configuration/sync`."""

    @extend_schema(request=SyncRequestSerializer, responses=SyncReportSerializer)
    def post(self, request: Request, company_id: UUID) -> Response:
        """Clone a template, or bring its newest version in; an identical sync records nothing."""
        self.require_unmoved(request)
        given = _valid(request)
        try:
            report = clone_template(
                company_id, _version(given), actor=actor_of(request), decisions=given.decisions()
            )
        except UndecidedConflicts as error:
            conflict = SyncConflict()
            conflict.details = SyncReportSerializer(error.report).data
            raise conflict from error
        return Response(SyncReportSerializer(report).data)


class SyncPreviewView(ConfigurationView):
    """`/configuration/sync/preview`."""

    forgets = ()

    @extend_schema(request=SyncRequestSerializer, responses=SyncPreviewSerializer)
    def post(self, request: Request, company_id: UUID) -> Response:
        """Return the report of a sync with its differences; nothing is written."""
        given = _valid(request)
        report = preview_clone(company_id, _version(given), decisions=given.decisions())
        return Response({**SyncReportSerializer(report).data, "differences": _told(report)})


class SyncUndoView(ConfigurationView):
    """`/configuration/sync/undo`."""

    @extend_schema(request=None, responses=VersionSerializer)
    def post(self, request: Request, company_id: UUID) -> Response:
        """Return to exactly what stood before the last sync."""
        try:
            return Response({"version": undo_sync(actor=actor_of(request))})
        except (EditedSince, NothingToUndo) as error:
            raise Conflict(str(error)) from error


class HistoryView(ConfigurationView, ListAPIView[ConfigurationChange]):
    """Every change of variables, words and scenarios: who, when, what; the newest first."""

    serializer_class = ChangeSerializer
    queryset = ConfigurationChange.objects.all()
    search_fields = ("actor", "action")
    ordering_fields: ClassVar[dict[str, str]] = {"version": "version", "at": "at"}


class RestoreView(ConfigurationView):
    """`/configuration/history/{version}/restore`."""

    @extend_schema(request=None, responses=VersionSerializer)
    def post(self, request: Request, company_id: UUID, version: int) -> Response:
        """Return to the state after a recorded change."""
        try:
            return Response({"version": restore(version, actor=actor_of(request))})
        except ConfigurationChange.DoesNotExist as error:
            raise NotFound("There is no such version on record.") from error


class TemplateListView(ListAPIView[TemplateVersion]):
    """What a company may clone: each template at its newest version."""

    permission_classes = (IsAuthenticated,)
    throttle_classes = (UserRate,)
    serializer_class = TemplateSerializer
    search_fields = ("template__key", "template__name", "template__industry")
    ordering_fields: ClassVar[dict[str, str]] = {
        "key": "template__key",
        "name": "template__name",
        "industry": "template__industry",
        "version": "number",
    }

    def get_queryset(self) -> QuerySet[TemplateVersion]:
        """Return the newest version of each template."""
        age = Window(RowNumber(), partition_by="template_id", order_by=F("number").desc())
        newest = TemplateVersion.objects.annotate(age=age).filter(age=1)
        return newest.select_related("template").order_by("template__key")


def _valid(request: Request) -> SyncRequestSerializer:
    given = SyncRequestSerializer(data=request.data)
    given.is_valid(raise_exception=True)
    return given


def _told(report: CloneReport) -> dict[str, Any]:
    """Return before and after of each row that would be otherwise, field by field.

    Scenarios that come or go stand in the report's own lists.
    """
    return {
        one.label: one.fields
        for one in report.differences
        if one.change == "changed" or one.kind != SCENARIO
    }


def _version(given: SyncRequestSerializer) -> TemplateVersion:
    try:
        return find_version(given.validated_data["templateId"])
    except UnknownTemplate as error:
        raise NotFound(str(error)) from error
