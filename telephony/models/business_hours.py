"""When a company is open, in an ordinary week."""

from typing import Any

from django.db import models

from tenants.tenant_model import TenantModel

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def closed_week() -> dict[str, Any]:
    """Return a week without an open hour."""
    return {day: [] for day in DAYS}


class BusinessHours(TenantModel):
    """The open hours of each weekday, and whose public holidays the company keeps.

    `weekly` is `{"mon": [["08:00", "17:00"], …], …, "sun": []}`, in the company's own time zone,
    which stands in `Company.timezone` alone: every number's route carries it already.
    """

    weekly = models.JSONField(
        default=closed_week,
        help_text='{"mon": [["08:00", "17:00"]], …, "sun": []}; a day may end at 24:00.',
    )
    holiday_country = models.CharField(
        max_length=2, blank=True, help_text="Two letters, as in US; empty: no public holidays."
    )
    holiday_subdivision = models.CharField(
        max_length=8, blank=True, help_text="A state or region of it, as in FL."
    )
    holidays_observed = models.BooleanField(
        default=True, help_text="Also closed on the weekday that stands in for a holiday."
    )

    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        verbose_name_plural = "business hours"
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company"], name="one_hours_a_company"),
        )

    def __str__(self) -> str:
        return "Business hours"
