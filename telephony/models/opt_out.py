"""A number that gets no texts of the company's."""

from django.db import models
from django.utils import timezone

from tenants.models.phone_number import valid_e164
from tenants.tenant_model import TenantModel


class OptOutReason(models.TextChoices):
    """Why nothing is sent there."""

    ASKED = "asked", "wrote STOP"
    UNREACHABLE = "unreachable", "cannot get texts"


class OptOut(TenantModel):
    """One company's word on one number; another company's texts to it go on."""

    phone = models.CharField(max_length=16, validators=[valid_e164])
    reason = models.CharField(
        max_length=11, choices=OptOutReason.choices, default=OptOutReason.ASKED
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    personal_fields = ("phone",)

    class Meta(TenantModel.Meta):
        verbose_name = "opt-out"
        ordering = ("-created_at", "phone")
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company", "phone"], name="one_opt_out_a_phone"),
        )

    def __str__(self) -> str:
        return f"{self.phone} {self.reason}"
