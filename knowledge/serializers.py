"""How questions and answers look in the API."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from knowledge import examples
from knowledge.cleaning import cleaned, cleaned_answer, cleaned_phrase
from knowledge.models import (
    ALTERNATIVES_MAX,
    ANSWER_MAX_CHARS,
    CATEGORY_MAX_CHARS,
    QUESTION_MAX_CHARS,
    Status,
)
from tenants.serializers import StrictSerializer


class CleanField(serializers.CharField):
    """A text on one line without anything that nobody sees."""

    clean: ClassVar[Callable[[str], str]] = staticmethod(cleaned)

    def to_internal_value(self, data: Any) -> str:
        """Return the text cleaned; one that is too long is left to the validators."""
        text = super().to_internal_value(data)
        if len(text) > self.max_length:
            return text
        try:
            return self.clean(text)
        except ValidationError as error:
            raise serializers.ValidationError(error.messages) from error


class PhraseField(CleanField):
    """What callers ask."""

    clean = staticmethod(cleaned_phrase)

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=QUESTION_MAX_CHARS, **options)


class AnswerField(CleanField):
    """What callers hear."""

    clean = staticmethod(cleaned_answer)

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=ANSWER_MAX_CHARS, **options)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A question and its answer",
            examples.SENT,
            request_only=True,
        ),
        OpenApiExample("An entry", examples.ENTRY, response_only=True),
    ]
)
class QuestionAnswerSerializer(StrictSerializer):
    """A question in the ways that callers ask it, and the company's answer."""

    id = serializers.UUIDField(read_only=True)
    question = PhraseField()
    alternatives = serializers.ListField(
        child=PhraseField(), max_length=ALTERNATIVES_MAX, required=False
    )
    answer = AnswerField()
    category = CleanField(max_length=CATEGORY_MAX_CHARS, required=False, allow_blank=True)
    status = serializers.ChoiceField(Status.choices, required=False)
    updatedAt = serializers.DateTimeField(source="updated_at", read_only=True)


@extend_schema_serializer(examples=[OpenApiExample("An entry", examples.EXPORTED)])
class ExportedQuestionAnswerSerializer(QuestionAnswerSerializer):
    """An entry as it is exported, and imported again."""

    id = serializers.UUIDField(required=False)
    updatedAt = None
