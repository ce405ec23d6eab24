"""A caller who is always let in, or never."""

from django.db import models

from tenants.models.phone_number import valid_e164
from tenants.tenant_model import TenantModel

MOST_RULES = 1000


class Verdict(models.TextChoices):
    """What becomes of the caller."""

    ALLOW = "allow"
    BLOCK = "block"


class SpamRule(TenantModel):
    """A company's word on one caller; a number is on one list only."""

    phone = models.CharField(max_length=16, validators=[valid_e164])
    verdict = models.CharField(max_length=5, choices=Verdict.choices)

    personal_fields = ("phone",)
    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        ordering = ("verdict", "phone")
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company", "phone"], name="one_rule_a_caller"),
        )

    def __str__(self) -> str:
        return f"{self.verdict} {self.phone}"
