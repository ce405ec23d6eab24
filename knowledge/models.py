"""A company's own questions and answers, which come before any template's."""

from django.db import models

from tenants.tenant_model import TenantModel
from tenants.texts import list_of_texts

QUESTION_MAX_CHARS = 300
ANSWER_MAX_CHARS = 1500
ALTERNATIVES_MAX = 50
CATEGORY_MAX_CHARS = 64


class Status(models.TextChoices):
    """Whether callers get the answer."""

    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


list_of_questions = list_of_texts  # the name by which the first migration finds it


class QuestionAnswer(TenantModel):
    """A question in the ways that callers ask it, and the company's answer."""

    question = models.CharField(max_length=QUESTION_MAX_CHARS)
    alternatives = models.JSONField(
        default=list,
        blank=True,
        validators=[list_of_texts],
        help_text="Other ways to ask the same.",
    )
    answer = models.TextField(
        max_length=ANSWER_MAX_CHARS, help_text="Spoken as it stands; {name} is a variable."
    )
    category = models.CharField(max_length=CATEGORY_MAX_CHARS, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    personal_fields = ()
    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        ordering = ("question", "id")
        verbose_name = "question and answer"
        verbose_name_plural = "questions and answers"

    def __str__(self) -> str:
        return self.question
