"""How a company's hours look in the API."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from telephony.hours import MOST_RANGES, holidays_fault
from telephony.models.business_hours import valid_day
from telephony.models.closure import REASON_MAX_CHARS
from telephony.serializers.members import NamedMembers
from tenants.models.company import known_timezone
from tenants.serializers import StrictSerializer

MOST_CLOSURES = 366
CLOCK_FAULT = "Write a time of the day as 08:00, up to 24:00."
CLOCK = r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"


def day_field() -> serializers.ListField:
    """Return the field of a day's open hours; a day that is left out is closed."""
    clock = serializers.RegexField(CLOCK, max_length=5, error_messages={"invalid": CLOCK_FAULT})
    one = serializers.ListField(child=clock, min_length=2, max_length=2)
    return serializers.ListField(
        child=one, max_length=MOST_RANGES, default=list, validators=[valid_day]
    )


class WeekSerializer(StrictSerializer):
    """The open hours of each day, as opening and closing times."""

    mon = day_field()
    tue = day_field()
    wed = day_field()
    thu = day_field()
    fri = day_field()
    sat = day_field()
    sun = day_field()


class HolidaysSerializer(StrictSerializer):
    """Whose public holidays the company keeps; without a country, none."""

    country = serializers.CharField(max_length=2, allow_null=True, default=None)
    subdivision = serializers.CharField(max_length=32, allow_null=True, default=None)
    observed = serializers.BooleanField(default=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a place whose holidays nobody knows."""
        if fault := holidays_fault(attrs["country"] or "", attrs["subdivision"] or ""):
            raise serializers.ValidationError({fault[0]: [fault[1]]})
        return attrs


class ClosureSerializer(StrictSerializer):
    """A day off, whatever the week says."""

    date = serializers.DateField()
    reason = serializers.CharField(max_length=REASON_MAX_CHARS, allow_blank=True, default="")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Open on weekdays",
            value={
                "timezone": "America/New_York",
                "weekly": {
                    "mon": [["08:00", "12:00"], ["13:00", "17:00"]],
                    "tue": [["08:00", "17:00"]],
                    "wed": [["08:00", "17:00"]],
                    "thu": [["08:00", "17:00"]],
                    "fri": [["08:00", "15:00"]],
                    "sat": [],
                    "sun": [],
                },
                "holidays": {"country": "US", "subdivision": "FL", "observed": True},
                "closures": [{"date": "2027-03-05", "reason": "Inventory"}],
                "isOpenNow": False,
                "nextOpening": "2027-03-01T08:00:00-05:00",
            },
        )
    ]
)
class BusinessHoursSerializer(StrictSerializer):
    """When the company is open.

    `isOpenNow` is null while no hours are set; `nextOpening` is null while the company is open.
    """

    timezone = serializers.CharField(max_length=64, validators=[known_timezone])
    weekly = WeekSerializer()
    holidays = HolidaysSerializer()
    closures = ClosureSerializer(many=True, max_length=MOST_CLOSURES)
    isOpenNow = serializers.BooleanField(read_only=True, allow_null=True)
    nextOpening = serializers.DateTimeField(read_only=True, allow_null=True)

    def validate_closures(self, given: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Refuse the same day twice."""
        dates = [closure["date"] for closure in given]
        twice = sorted({str(date) for date in dates if dates.count(date) > 1})
        if twice:
            raise serializers.ValidationError(f"More than once: {', '.join(twice)}.")
        return given


class BusinessHoursPatchSerializer(NamedMembers, BusinessHoursSerializer):
    """The members of the hours that are to be replaced."""
