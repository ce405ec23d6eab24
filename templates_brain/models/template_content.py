"""The rows of a template's draft."""

import uuid

from django.db import models

from templates_brain.models.fields import (
    BehaviourColumns,
    CategoryColumns,
    ScenarioColumns,
    SynonymColumns,
    UrgencyColumns,
    VariableColumns,
)
from templates_brain.models.template import Template


def _unique(name: str, *fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["template", *fields], name=name)


class TemplateCategory(CategoryColumns):
    """A group of scenarios of the draft."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="categories")

    class Meta:
        ordering = ("position", "key")
        verbose_name_plural = "template categories"
        constraints = (_unique("one_category_a_key", "key"),)

    def __str__(self) -> str:
        return self.name


class TemplateBehaviour(BehaviourColumns):
    """A way of speaking of the draft."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="behaviours")

    class Meta:
        ordering = ("position", "key")
        constraints = (_unique("one_template_behaviour_a_key", "key"),)

    def __str__(self) -> str:
        return self.name


class TemplateScenario(ScenarioColumns):
    """A scenario of the draft."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="scenarios")
    category = models.ForeignKey(
        TemplateCategory, on_delete=models.RESTRICT, related_name="scenarios"
    )
    notes = models.TextField(blank=True, help_text="For staff; no company gets to see them.")
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


class TemplateSynonym(SynonymColumns):
    """A word of the template that is heard as another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="synonyms")

    class Meta:
        ordering = ("word",)
        constraints = (_unique("one_template_synonym_a_word", "word"),)

    def __str__(self) -> str:
        return f"{self.word}: {self.means}"
