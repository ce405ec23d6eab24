"""Who picks up when a caller is put through."""

from django.db import models

from tenants.models.phone_number import valid_e164
from tenants.tenant_model import TenantModel

MOST_TARGETS = 20
LAST_PLACE = 32767


class TargetHours(models.TextChoices):
    """When somebody is there to pick up."""

    ALWAYS = "always"
    BUSINESS = "business", "business hours"


class TransferTarget(TenantModel):
    """A person's number; targets are tried in order, those that are there at the time."""

    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=16, validators=[valid_e164])
    order = models.PositiveSmallIntegerField(default=0)
    hours = models.CharField(
        max_length=8, choices=TargetHours.choices, default=TargetHours.ALWAYS,
        help_text="Always, or only while the company is open.",
    )  # fmt: skip

    personal_fields = ()
    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        ordering = ("order", "name")
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company", "phone"], name="one_target_a_phone"),
        )

    def __str__(self) -> str:
        return self.name
