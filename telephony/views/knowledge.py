"""`/knowledge-management`: entries with their warnings, and suggestions of other ways to ask."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.generics import ListAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge import examples
from knowledge.entries import add_entry, change_entry, remove_entry
from knowledge.models import ALTERNATIVES_MAX, CATEGORY_MAX_CHARS, QuestionAnswer, Status
from knowledge.serializers import PhraseField, QuestionAnswerSerializer
from knowledge.suggesting import suggest_alternatives
from matching.engine import normalise
from telephony.agent import Agent
from telephony.knowledge_warnings import KnowledgeWarning, index_of, warn_of_entry
from telephony.profiles import agent_of
from tenants.models import Company, Role
from tenants.serializers import StrictSerializer
from tenants.views.actor import actor_of
from tenants.views.company import CompanyView, ConfigurationView


class KnowledgeWarningSerializer(serializers.Serializer[Any]):
    """Something to look at; nothing is forbidden by it."""

    code = serializers.ChoiceField(
        [
            *("unknown_variable", "empty_variable", "emergency_first"),
            *("same_phrase", "similar_entry", "shadows_scenario", "not_checked"),
        ]
    )
    message = serializers.CharField()
    phrase = serializers.CharField(help_text="The entry's phrase, or empty.")
    score = serializers.FloatField(min_value=0, max_value=1, allow_null=True)
    entryId = serializers.CharField(source="entry_id", allow_null=True)
    scenarioKey = serializers.CharField(source="scenario_key", allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("A warning", {"warnings": [examples.WARNING]})])
class KnowledgeWarningsSerializer(serializers.Serializer[Any]):
    """What is to be known of an entry."""

    warnings = KnowledgeWarningSerializer(many=True)


@extend_schema_serializer(examples=[OpenApiExample("With a warning", examples.WRITTEN)])
class WrittenQuestionAnswerSerializer(QuestionAnswerSerializer):
    """An entry as it was written, with what is to be known of it."""

    warnings = KnowledgeWarningSerializer(many=True)


class KnowledgeFilterSerializer(serializers.Serializer[Any]):
    """What a list of entries is narrowed to."""

    status = serializers.ChoiceField(Status.choices, required=False)
    category = serializers.CharField(max_length=CATEGORY_MAX_CHARS, required=False)


@extend_schema_serializer(
    examples=[OpenApiExample("A question", {"question": "Where is your office?"})]
)
class SuggestionsRequestSerializer(StrictSerializer):
    """A question, and the ways to ask it that there are."""

    question = PhraseField()
    alternatives = serializers.ListField(
        child=PhraseField(), max_length=ALTERNATIVES_MAX, required=False
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample("Two ways", {"suggestions": ["where are you", "what is your address"]})
    ]
)
class SuggestionsSerializer(serializers.Serializer[Any]):
    """Other ways to ask, the most natural first."""

    suggestions = serializers.ListField(child=serializers.CharField())


def company_agent() -> Agent:
    """Return the bound company's agent as it stands; before a write, never after it."""
    company = Company.in_company.get()
    return agent_of(company.id, company.configuration_version, company.name)


def written(entry: QuestionAnswer, warnings: Iterable[KnowledgeWarning]) -> dict[str, Any]:
    """Return an entry as a write answers it."""
    told = KnowledgeWarningsSerializer({"warnings": warnings}).data
    return {**QuestionAnswerSerializer(entry).data, **told}


class KnowledgeListView(ConfigurationView, ListAPIView[QuestionAnswer]):
    """The company's questions and answers."""

    write_role = Role.MANAGER
    serializer_class = QuestionAnswerSerializer
    queryset = QuestionAnswer.objects.all()
    search_fields = ("question", "alternatives", "answer", "category")
    ordering_fields: ClassVar[dict[str, str]] = {
        "question": "question",
        "category": "category",
        "status": "status",
        "updatedAt": "updated_at",
    }

    def get_queryset(self) -> QuerySet[QuestionAnswer]:
        """Return the entries of the status and the category that are asked for."""
        asked = {name: value for name, value in self.request.query_params.items() if value}
        narrowed = KnowledgeFilterSerializer(data=asked)
        narrowed.is_valid(raise_exception=True)
        return super().get_queryset().filter(**narrowed.validated_data)

    @extend_schema(parameters=[KnowledgeFilterSerializer])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the company's questions and answers."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        request=QuestionAnswerSerializer, responses={201: WrittenQuestionAnswerSerializer}
    )
    def post(self, request: Request, company_id: UUID) -> Response:
        """Add a question and its answer."""
        given = QuestionAnswerSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        agent = company_agent()
        entry = add_entry(given.validated_data, actor=actor_of(request))
        return Response(written(entry, warn_of_entry(entry, agent)), status=201)


class KnowledgeDetailView(ConfigurationView):
    """`/knowledge-management/{id}`."""

    write_role = Role.MANAGER

    @extend_schema(responses=QuestionAnswerSerializer)
    def get(self, request: Request, company_id: UUID, pk: UUID) -> Response:
        """Return one question and its answer."""
        return Response(QuestionAnswerSerializer(_entry(pk)).data)

    @extend_schema(request=QuestionAnswerSerializer, responses=WrittenQuestionAnswerSerializer)
    def patch(self, request: Request, company_id: UUID, pk: UUID) -> Response:
        """Change the fields that are given."""
        entry = _entry(pk)
        given = QuestionAnswerSerializer(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        agent = company_agent()
        change_entry(entry, given.validated_data, actor=actor_of(request))
        return Response(written(entry, warn_of_entry(entry, agent)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, company_id: UUID, pk: UUID) -> Response:
        """Remove a question and its answer."""
        remove_entry(_entry(pk), actor=actor_of(request))
        return Response(status=204)


class KnowledgeWarningsView(ConfigurationView):
    """`/knowledge-management/{id}/warnings`."""

    @extend_schema(responses=KnowledgeWarningsSerializer)
    def get(self, request: Request, company_id: UUID, pk: UUID) -> Response:
        """Tell what an entry is confused with, and what its answer lacks."""
        warnings = warn_of_entry(_entry(pk), company_agent())
        return Response(KnowledgeWarningsSerializer({"warnings": warnings}).data)


class KnowledgeSuggestionsView(CompanyView):
    """`/knowledge-management/suggestions`; nothing is stored."""

    write_role = Role.MANAGER
    forgets: ClassVar[tuple[str, ...]] = ()

    @extend_schema(
        operation_id="suggestAlternatives",
        request=SuggestionsRequestSerializer,
        responses=SuggestionsSerializer,
    )
    def post(self, request: Request, company_id: UUID) -> Response:
        """Suggest other ways in which callers ask a question."""
        asked = SuggestionsRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        index = index_of(company_agent())
        suggestions = suggest_alternatives(
            asked.validated_data["question"],
            asked.validated_data.get("alternatives", ()),
            lambda text: (index.reader.read(text) if index else normalise(text)).text,
            index.qnas.exact.keys() if index else (),
        )
        return Response({"suggestions": suggestions})


def _entry(pk: UUID) -> QuestionAnswer:
    entry: QuestionAnswer = get_object_or_404(QuestionAnswer.objects.all(), pk=pk)
    return entry
