"""The rows of a template's draft."""

import uuid

from django.db import models

from templates_brain.models.fields import (
    ScenarioColumns,
    UrgencyColumns,
    VariableColumns,
    valid_key,
)
from templates_brain.models.template import Template


def _unique(name: str, *fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["template", *fields], name=name)


class TemplateCategory(models.Model):
    """A group of scenarios."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="categories")
    key = models.CharField(max_length=64, validators=[valid_key])
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "key")
        verbose_name_plural = "template categories"
        constraints = (_unique("one_category_a_key", "key"),)

    def __str__(self) -> str:
        return self.name


class TemplateScenario(ScenarioColumns):
    """A scenario of the draft."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="scenarios")
    category = models.ForeignKey(
        TemplateCategory, on_delete=models.RESTRICT, related_name="scenarios"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "key")
        constraints = (_unique("one_template_scenario_a_key", "key"),)

    def __str__(self) -> str:
        return self.name


class TemplateVariable(VariableColumns):
    """A variable that companies on this template fill in; never its value."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="variables")

    class Meta:
        ordering = ("position", "name")
        constraints = (_unique("one_template_variable_a_name", "name"),)

    def __str__(self) -> str:
        return self.label


class TemplateFillerWord(models.Model):
    """A word or phrase that callers say without meaning it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="filler_words")
    word = models.CharField(max_length=64)

    class Meta:
        ordering = ("word",)
        constraints = (_unique("one_template_filler_a_word", "word"),)

    def __str__(self) -> str:
        return self.word


class TemplateUrgencyKeyword(UrgencyColumns):
    """A word of the template that makes a turn urgent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.ForeignKey(
        Template, on_delete=models.CASCADE, related_name="urgency_keywords"
    )

    class Meta:
        ordering = ("-weight", "word")
        constraints = (_unique("one_template_urgency_a_word", "word"),)

    def __str__(self) -> str:
        return self.word
