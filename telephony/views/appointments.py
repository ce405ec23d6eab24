"""`/appointments`."""

import math
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.generics import ListAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.appointments import appointments_to_change, change_appointment
from telephony.models import Appointment, AppointmentStatus
from telephony.views.fields import ZonedTime
from telephony.views.queries import PeriodSerializer
from tenants.models import Role
from tenants.models.phone_number import valid_e164
from tenants.serializers import StrictSerializer
from tenants.views.actor import actor_of
from tenants.views.company import CompanyView

PROBLEM_MAX_CHARS = 2_000
EXAMPLE = {
    "id": "7d444840-9dc0-11d1-b245-5ffdce74fad2",
    "callSid": "CA00000000000000000000000000000001",
    "name": "Ann Miller",
    "phone": "+12125550123",
    "address": "12 Main Street, Naples",
    "problem": "The kitchen drain is clogged.",
    "windowStart": "2026-11-27T13:00:00Z",
    "windowEnd": "2026-11-27T15:00:00Z",
    "urgency": 0.5,
    "status": "requested",
}


class AppointmentQuerySerializer(PeriodSerializer):
    """Which appointments are listed: `from` and `to` are about the start of their windows."""

    column = "window_start"

    status = serializers.ChoiceField(AppointmentStatus.choices, required=False)


@extend_schema_serializer(examples=[OpenApiExample("An appointment", EXAMPLE)])
class AppointmentSerializer(serializers.ModelSerializer[Appointment]):
    """Who wants a visit, where, for what and when."""

    callSid = serializers.CharField(source="call.call_sid", allow_null=True)
    windowStart = serializers.DateTimeField(source="window_start", allow_null=True)
    windowEnd = serializers.DateTimeField(source="window_end", allow_null=True)

    class Meta:
        model = Appointment
        fields = tuple(EXAMPLE)


@extend_schema_serializer(examples=[OpenApiExample("Agreed on", {"status": "confirmed"})])
class AppointmentPatchSerializer(StrictSerializer):
    """What people may change of an appointment."""

    name = serializers.CharField(max_length=120)
    phone = serializers.CharField(max_length=16, validators=[valid_e164])
    address = serializers.CharField(max_length=255, allow_blank=True)
    problem = serializers.CharField(max_length=PROBLEM_MAX_CHARS, allow_blank=True)
    windowStart = ZonedTime(source="window_start", allow_null=True)
    windowEnd = ZonedTime(source="window_end", allow_null=True)
    urgency = serializers.FloatField(min_value=0, max_value=1)
    status = serializers.ChoiceField(AppointmentStatus.choices)

    def validate_urgency(self, urgency: float) -> float:
        """Refuse what is no number, which no comparison catches."""
        if math.isnan(urgency):
            raise serializers.ValidationError("Write a number from 0 to 1.")
        return urgency


class AppointmentListView(CompanyView, ListAPIView[Appointment]):
    """`/appointments`."""

    serializer_class = AppointmentSerializer
    queryset = Appointment.objects.select_related("call")
    search_fields = ("name", "phone", "address", "problem")
    ordering_fields: ClassVar[dict[str, str]] = {
        "createdAt": "created_at",
        "windowStart": "window_start",
        "status": "status",
        "urgency": "urgency",
        "name": "name",
    }

    def filter_queryset(self, queryset: QuerySet[Appointment]) -> QuerySet[Appointment]:
        """Narrow, then search and order."""
        wanted = AppointmentQuerySerializer.read(self.request)
        return super().filter_queryset(queryset.filter(**wanted))

    @extend_schema(parameters=[AppointmentQuerySerializer])
    def get(self, request: Request, company_id: UUID) -> Response:
        """List what callers asked to be visited for, the newest request first."""
        return self.list(request)


class AppointmentDetailView(CompanyView):
    """`/appointments/{id}`."""

    write_role = Role.MANAGER
    forgets: ClassVar[tuple[str, ...]] = ()

    @extend_schema(responses=AppointmentSerializer)
    def get(self, request: Request, company_id: UUID, pk: UUID) -> Response:
        """Return one appointment."""
        appointment = get_object_or_404(Appointment.objects.select_related("call"), pk=pk)
        return Response(AppointmentSerializer(appointment).data)

    @extend_schema(request=AppointmentPatchSerializer, responses=AppointmentSerializer)
    def patch(self, request: Request, company_id: UUID, pk: UUID) -> Response:
        """Confirm, reschedule, cancel or correct an appointment.

        A requested one may be confirmed, rescheduled or cancelled; a confirmed one rescheduled or
        cancelled; a rescheduled one confirmed or cancelled; a cancelled one stays as it is.
        """
        given = AppointmentPatchSerializer(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        appointment = get_object_or_404(appointments_to_change, pk=pk)
        changes: dict[str, Any] = given.validated_data
        changed = change_appointment(appointment, changes, actor=actor_of(request))
        return Response(AppointmentSerializer(changed).data)
