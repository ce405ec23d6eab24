"""The words that a company's matching knows: what to strip, what is urgent, what
is another word for what."""

from django.db import models

from templates_brain.models.fields import Origin, SynonymColumns, UrgencyColumns
from tenants.tenant_model import TenantModel


class FillerWord(TenantModel):
    """A word or phrase that callers say without meaning it."""

    word = models.CharField(max_length=64)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.COMPANY)

    personal_fields = ()
    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        ordering = ("word",)
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["company", "origin", "word"], name="one_filler_a_word_and_origin"
            ),
        )

    def __str__(self) -> str:
        return self.word


class UrgencyKeyword(UrgencyColumns, TenantModel):
    """A word that makes a turn urgent, and how much."""

    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.COMPANY)

    personal_fields = ()
    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        ordering = ("-weight", "word")
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["company", "origin", "word"], name="one_urgency_a_word_and_origin"
            ),
        )

    def __str__(self) -> str:
        return self.word


class Synonym(SynonymColumns, TenantModel):
    """A word that a company's callers use for another."""

    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.COMPANY)

    personal_fields = ()
    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        ordering = ("word",)
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["company", "origin", "word"], name="one_synonym_a_word_and_origin"
            ),
        )

    def __str__(self) -> str:
        return f"{self.word}: {self.means}"
