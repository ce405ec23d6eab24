"""A company's private values."""

from django.db import models

from templates_brain.models.fields import VariableColumns
from tenants.tenant_model import TenantModel


class Variable(VariableColumns, TenantModel):
    """A variable's definition, as cloned, and the company's value: empty until it is filled in."""

    value = models.TextField(blank=True)

    personal_fields = ()
    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        ordering = ("position", "name")
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company", "name"], name="one_variable_a_name"),
        )

    def __str__(self) -> str:
        return self.label
