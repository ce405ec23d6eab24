"""`/configuration/filler-words` and `/configuration/urgency-keywords`."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError as InvalidWord
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from templates_brain.configuration import describe_fillers, describe_urgency
from templates_brain.documents import UrgencyDocument
from templates_brain.word_warnings import WordWarning, filler_warnings, keyword_warnings
from templates_brain.words import (
    WORD_MAX_CHARS,
    WORDS_MAX,
    heard_filler,
    heard_word,
    replace_filler_words,
    replace_urgency_keywords,
)
from tenants.models import Role
from tenants.serializers import StrictSerializer
from tenants.views.actor import actor_of
from tenants.views.company import ConfigurationView


class HeardField(serializers.CharField):
    """A word or phrase, taken in as the engine hears it."""

    def __init__(self, heard: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(max_length=WORD_MAX_CHARS, **kwargs)
        self.heard = heard

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return the word as it is heard; what cannot be said is refused."""
        try:
            return self.heard(super().run_validation(data))
        except InvalidWord as error:
            raise serializers.ValidationError(error.messages) from error


@extend_schema_serializer(
    examples=[OpenApiExample("Two fillers", {"custom": ["basically", "you know"]})]
)
class FillerWordsSerializer(StrictSerializer):
    """The company's own filler words."""

    custom = serializers.ListField(child=HeardField(heard_filler), max_length=WORDS_MAX)


class KeywordSerializer(UrgencyDocument):
    """A word that makes a turn urgent, and how much."""

    word = HeardField(heard_word)


@extend_schema_serializer(
    examples=[OpenApiExample("One keyword", {"custom": [{"word": "asap", "weight": 0.6}]})]
)
class UrgencyKeywordsSerializer(StrictSerializer):
    """The company's own urgency keywords."""

    custom = KeywordSerializer(many=True, max_length=WORDS_MAX)


class NeedSerializer(serializers.Serializer[Any]):
    """What needs a word: a trigger of a scenario, an urgency keyword, or a filler word."""

    kind = serializers.ChoiceField(["trigger", "urgencyKeyword", "fillerWord"])
    text = serializers.CharField()
    scenarioKey = serializers.CharField(required=False)


class WordWarningSerializer(serializers.Serializer[Any]):
    """Something to know of one of the company's own words."""

    word = serializers.CharField()
    message = serializers.CharField()
    needs = NeedSerializer(many=True)


class FillersSerializer(serializers.Serializer[Any]):
    """The template's filler words and the company's own."""

    inherited = serializers.ListField(child=serializers.CharField())
    custom = serializers.ListField(child=serializers.CharField())


class WeightedWordSerializer(serializers.Serializer[Any]):
    """An urgency keyword."""

    word = serializers.CharField()
    weight = serializers.FloatField(min_value=0, max_value=1)


class KeywordsSerializer(serializers.Serializer[Any]):
    """The template's urgency keywords and the company's own."""

    inherited = WeightedWordSerializer(many=True)
    custom = WeightedWordSerializer(many=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A filler that a trigger needs",
            {
                "inherited": ["um", "you know"],
                "custom": ["drain"],
                "warnings": [
                    {
                        "word": "drain",
                        "message": "It is left out of triggers that need it: 1, such as"
                        " “my drain is clogged”.",
                        "needs": [
                            {
                                "kind": "trigger",
                                "scenarioKey": "clogged_drain",
                                "text": "my drain is clogged",
                            }
                        ],
                    }
                ],
            },
        )
    ]
)
class FillerListsSerializer(FillersSerializer):
    """The filler words, and what to know of the company's own."""

    warnings = WordWarningSerializer(many=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "One of each",
            {
                "inherited": [{"word": "flooding", "weight": 0.9}],
                "custom": [{"word": "ceiling is dripping", "weight": 0.8}],
                "warnings": [],
            },
        )
    ]
)
class UrgencyListsSerializer(KeywordsSerializer):
    """The urgency keywords, and what to know of the company's own."""

    warnings = WordWarningSerializer(many=True)


class FillerWordsView(ConfigurationView):
    """`/configuration/filler-words`."""

    write_role = Role.MANAGER

    @extend_schema(responses=FillerListsSerializer)
    def get(self, request: Request, company_id: UUID) -> Response:
        """Return the template's filler words and the company's own."""
        return _with_warnings(describe_fillers(), filler_warnings())

    @extend_schema(request=FillerWordsSerializer, responses=FillerListsSerializer)
    def put(self, request: Request, company_id: UUID) -> Response:
        """Replace the company's own filler words."""
        given = FillerWordsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        replace_filler_words(given.validated_data["custom"], actor=actor_of(request))
        return _with_warnings(describe_fillers(), filler_warnings())


class UrgencyKeywordsView(ConfigurationView):
    """`/configuration/urgency-keywords`."""

    write_role = Role.MANAGER

    @extend_schema(responses=UrgencyListsSerializer)
    def get(self, request: Request, company_id: UUID) -> Response:
        """Return the template's urgency keywords and the company's own."""
        return _with_warnings(describe_urgency(), keyword_warnings())

    @extend_schema(request=UrgencyKeywordsSerializer, responses=UrgencyListsSerializer)
    def put(self, request: Request, company_id: UUID) -> Response:
        """Replace the company's own urgency keywords."""
        given = UrgencyKeywordsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        replace_urgency_keywords(given.validated_data["custom"], actor=actor_of(request))
        return _with_warnings(describe_urgency(), keyword_warnings())


def _with_warnings(lists: dict[str, Any], warnings: list[WordWarning]) -> Response:
    return Response({**lists, "warnings": [one.as_document() for one in warnings]})
