"""A day on which a company is closed, whatever the week says."""

from django.db import models

from tenants.tenant_model import TenantModel

REASON_MAX_CHARS = 120


class Closure(TenantModel):
    """One day of the company's own, from midnight to midnight in its time zone."""

    date = models.DateField()
    reason = models.CharField(max_length=REASON_MAX_CHARS, blank=True)

    personal_fields = ()
    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        ordering = ("date",)
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company", "date"], name="one_closure_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d}"
