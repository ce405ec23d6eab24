"""Every state that a company's configuration has been in, each part of it stored once."""

from django.db import models

from tenants.constraints import SameCompany
from tenants.tenant_model import TenantModel


class Section(models.TextChoices):
    """A part of the configuration that changes on its own."""

    VARIABLES = "variables"
    WORDS = "words"
    SCENARIOS = "scenarios"


class ConfigurationPart(TenantModel):
    """The content of one section at some time, found again by its hash."""

    section = models.CharField(max_length=10, choices=Section.choices)
    content_hash = models.CharField(max_length=64)
    content = models.JSONField()

    personal_fields = ()

    class Meta(TenantModel.Meta):
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["company", "section", "content_hash"], name="one_part_a_content"
            ),
        )

    def __str__(self) -> str:
        return f"{self.section} {self.content_hash[:8]}"


class ConfigurationChange(TenantModel):
    """A change of the configuration: who, when, what, and the whole state after it."""

    version = models.PositiveBigIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=254)
    action = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    variables = models.ForeignKey(
        ConfigurationPart, models.RESTRICT, related_name="variable_changes"
    )
    words = models.ForeignKey(ConfigurationPart, models.RESTRICT, related_name="word_changes")
    scenarios = models.ForeignKey(
        ConfigurationPart, models.RESTRICT, related_name="scenario_changes"
    )

    personal_fields = ()

    class Meta(TenantModel.Meta):
        ordering = ("-version",)
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company", "version"], name="one_change_a_version"),
            SameCompany(field="variables", name="change_variables_of_same_company"),
            SameCompany(field="words", name="change_words_of_same_company"),
            SameCompany(field="scenarios", name="change_scenarios_of_same_company"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.version}"
