"""A company's scenarios: its copy of the template's, and its own."""

from django.db import models

from templates_brain.models.fields import (
    BehaviourColumns,
    CategoryColumns,
    Origin,
    ScenarioColumns,
    TextListField,
)
from tenants.constraints import SameCompany
from tenants.tenant_model import TenantModel


class ScenarioCategory(CategoryColumns, TenantModel):
    """A group of a company's scenarios."""

    personal_fields = ()
    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        ordering = ("position", "key")
        verbose_name_plural = "scenario categories"
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company", "key"], name="one_company_category_a_key"),
        )

    def __str__(self) -> str:
        return self.name


class Behaviour(BehaviourColumns, TenantModel):
    """A way of speaking that a company's scenarios name by its key."""

    personal_fields = ()
    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        ordering = ("position", "key")
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company", "key"], name="one_company_behaviour_a_key"),
        )

    def __str__(self) -> str:
        return self.name


class Scenario(ScenarioColumns, TenantModel):
    """A scenario that a company's callers meet."""

    category = models.ForeignKey(
        ScenarioCategory, on_delete=models.RESTRICT, related_name="scenarios"
    )
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.COMPANY)
    changed_fields = TextListField(
        editable=False, help_text="What the company changed of the template's scenario."
    )
    position = models.PositiveSmallIntegerField(default=0)

    personal_fields = ()
    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        ordering = ("position", "key")
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company", "key"], name="one_company_scenario_a_key"),
            SameCompany(field="category", name="scenario_category_of_same_company"),
        )

    def __str__(self) -> str:
        return self.name
