"""Who picks up when a caller is put through."""

from django.db import models

from tenants.models.phone_number import valid_e164
from tenants.tenant_model import TenantModel


class TransferTarget(TenantModel):
    """A person's number; targets are tried in order."""

    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=16, validators=[valid_e164])
    order = models.PositiveSmallIntegerField(default=0)

    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        ordering = ("order", "name")
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company", "phone"], name="one_target_a_phone"),
        )

    def __str__(self) -> str:
        return self.name
