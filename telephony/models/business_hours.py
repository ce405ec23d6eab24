"""When a company is open, in an ordinary week."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from telephony.hours import DAYS, day_fault, holidays_fault
from tenants.tenant_model import TenantModel


def closed_week() -> dict[str, Any]:
    """Return a week without an open hour."""
    return {day: [] for day in DAYS}


def valid_day(ranges: object) -> None:
    """Raise `ValidationError` unless these are a day's open hours."""
    if fault := day_fault(ranges):
        raise ValidationError(fault)


def valid_week(week: object) -> None:
    """Raise `ValidationError` unless this is a week, each of its days by name."""
    if not isinstance(week, dict) or week.keys() != set(DAYS):
        raise ValidationError(f"A week names {', '.join(DAYS)}, and nothing else.")
    faults = [f"{day}: {fault}" for day, ranges in week.items() if (fault := day_fault(ranges))]
    if faults:
        raise ValidationError(faults)


class BusinessHours(TenantModel):
    """The open hours of each weekday, and whose public holidays the company keeps.

    `weekly` is `{"mon": [["08:00", "17:00"], …], …, "sun": []}`, in the company's own time zone,
    which stands in `Company.timezone` alone: every number's route carries it already.
    """

    weekly = models.JSONField(
        default=closed_week,
        validators=[valid_week],
        help_text='{"mon": [["08:00", "17:00"]], …, "sun": []}; a day may end at 24:00.',
    )
    holiday_country = models.CharField(
        max_length=8, blank=True, help_text="Two letters, as in US; empty: no public holidays."
    )
    holiday_subdivision = models.CharField(
        max_length=32, blank=True, help_text="A state or region of it, as in FL."
    )
    holidays_observed = models.BooleanField(
        default=True, help_text="Also closed on the weekday that stands in for a holiday."
    )

    personal_fields = ()
    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        verbose_name_plural = "business hours"
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company"], name="one_hours_a_company"),
        )

    def __str__(self) -> str:
        return "Business hours"

    def clean(self) -> None:
        """Refuse a country or a subdivision whose holidays nobody knows."""
        if fault := holidays_fault(self.holiday_country, self.holiday_subdivision):
            raise ValidationError({f"holiday_{fault[0]}": fault[1]})
