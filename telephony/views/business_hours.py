"""`/business-hours`."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.business_hours import change_business_hours, describe_business_hours
from telephony.serializers.business_hours import (
    BusinessHoursPatchSerializer,
    BusinessHoursSerializer,
)
from tenants.models import Role
from tenants.views.actor import actor_of
from tenants.views.company import ConfigurationView


class BusinessHoursView(ConfigurationView):
    """When the company is open."""

    write_role = Role.MANAGER

    @extend_schema(responses=BusinessHoursSerializer)
    def get(self, request: Request, company_id: UUID) -> Response:
        """Return the hours, holidays and closures, and whether the company is open now."""
        return Response(describe_business_hours())

    @extend_schema(request=BusinessHoursSerializer, responses=BusinessHoursSerializer)
    def patch(self, request: Request, company_id: UUID) -> Response:
        """Replace the named members of the hours; a day that `weekly` leaves out is closed."""
        given = BusinessHoursPatchSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(change_business_hours(given.validated_data, actor=actor_of(request)))
