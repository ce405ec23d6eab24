"""Where a company's configuration was cloned from."""

from django.db import models

from tenants.tenant_model import TenantModel


class Provenance(TenantModel):
    """The template version that the company is on: by value, so that no key leads to it."""

    template_id = models.UUIDField()
    template_key = models.CharField(max_length=64)
    template_version = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    cloned_at = models.DateTimeField()
    cloned_by = models.CharField(max_length=254)

    personal_fields = ()
    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        verbose_name = "template in use"
        verbose_name_plural = "templates in use"
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company"], name="one_provenance_a_company"),
        )

    def __str__(self) -> str:
        return f"{self.template_key} {self.template_version}"
