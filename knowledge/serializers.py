"""How questions and answers look in the API."""

from rest_framework import serializers

from knowledge.models import (
    ALTERNATIVES_MAX,
    ANSWER_MAX_CHARS,
    QUESTION_MAX_CHARS,
    QuestionAnswer,
    Status,
)
from tenants.serializers import StrictSerializer


class QuestionAnswerSerializer(StrictSerializer):
    """A question in the ways that callers ask it, and the company's answer."""

    id = serializers.UUIDField(read_only=True)
    question = serializers.CharField(max_length=QUESTION_MAX_CHARS)
    alternatives = serializers.ListField(
        child=serializers.CharField(max_length=QUESTION_MAX_CHARS),
        max_length=ALTERNATIVES_MAX,
        required=False,
    )
    answer = serializers.CharField(max_length=ANSWER_MAX_CHARS)
    category = serializers.CharField(max_length=64, required=False, allow_blank=True)
    status = serializers.ChoiceField(Status.choices, required=False)
    updatedAt = serializers.DateTimeField(source="updated_at", read_only=True)

    def create(self, validated_data: dict[str, object]) -> QuestionAnswer:
        """Save a new entry of the bound company."""
        return QuestionAnswer.objects.create(**validated_data)

    def update(self, instance: QuestionAnswer, validated_data: dict[str, object]) -> QuestionAnswer:
        """Save the changed fields."""
        for name, value in validated_data.items():
            setattr(instance, name, value)
        instance.save()
        return instance
