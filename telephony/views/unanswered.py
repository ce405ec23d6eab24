"""`/unanswered`: what callers asked and fell back on, and what to do about it."""

from operator import attrgetter
from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge.serializers import PhraseField, QuestionAnswerSerializer
from telephony.grouping import Group
from telephony.knowledge_warnings import warn_of_entry
from telephony.models import CallTurn
from telephony.unanswered import (
    answer_group,
    dismiss_group,
    find_group,
    nearest,
    read_groups,
)
from telephony.views.knowledge import WrittenQuestionAnswerSerializer, company_agent, written
from tenants.filters import NamedOrdering, TextSearch
from tenants.models import Role
from tenants.views.actor import actor_of
from tenants.views.company import CompanyView, ConfigurationView


class UnansweredSuggestionSerializer(serializers.Serializer[Any]):
    """What came near to being the answer."""

    kind = serializers.ChoiceField(["qna", "scenario"])
    id = serializers.CharField(help_text="An entry's id, or a scenario's key.")
    name = serializers.CharField()
    score = serializers.FloatField(min_value=0, max_value=1)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Asked seven times",
            {
                "id": "4c1e9a70-5b62-4f1d-9a3e-0d2c4b6a8e10",
                "question": "do you fix sump pumps",
                "count": 7,
                "lastAskedAt": "2026-11-02T09:30:00Z",
                "examples": ["do you fix sump pumps", "my sump pump is dead"],
                "suggestions": [
                    {
                        "kind": "scenario",
                        "id": "water_heater",
                        "name": "Water heater",
                        "score": 0.31,
                    }
                ],
            },
        )
    ]
)
class UnansweredSerializer(serializers.Serializer[Any]):
    """What callers asked in one way or another."""

    id = serializers.UUIDField(source="pk")
    question = serializers.CharField(help_text="The most typical utterance.")
    count = serializers.IntegerField(help_text="How often it was asked.")
    lastAskedAt = serializers.DateTimeField(source="last_asked_at")
    examples = serializers.ListField(child=serializers.CharField())
    suggestions = serializers.SerializerMethodField()

    @extend_schema_field(UnansweredSuggestionSerializer(many=True))
    def get_suggestions(self, group: Group) -> list[dict[str, Any]]:
        """Return what came near, best first."""
        near: list[dict[str, Any]] = self.context["nearest"][group.pk]
        return near


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "An answer to what callers asked", {"answer": "Yes, we do."}, request_only=True
        )
    ]
)
class UnansweredAnswerSerializer(QuestionAnswerSerializer):
    """An answer; question and alternatives are what callers said, unless given."""

    question = PhraseField(required=False)


class UnansweredListView(CompanyView, ListAPIView[CallTurn]):
    """What callers asked and fell back on."""

    reads_replica = True
    serializer_class = UnansweredSerializer
    queryset = CallTurn.objects.all()
    search_fields = ("question",)
    ordering = ("-count", "-last_asked_at")
    ordering_fields: ClassVar[dict[str, str]] = {
        "count": "count",
        "lastAskedAt": "last_asked_at",
        "question": "question",
    }

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List what callers asked and fell back on, most frequent first."""
        groups = _ordered(_found(read_groups(), request), request, self)
        page = self.paginate_queryset(groups)
        context = {**self.get_serializer_context(), "nearest": nearest(page)}
        return self.get_paginated_response(
            UnansweredSerializer(page, many=True, context=context).data
        )


class UnansweredToKnowledgeView(ConfigurationView):
    """`/unanswered/{id}/to-knowledge`."""

    write_role = Role.MANAGER

    @extend_schema(
        operation_id="answerUnanswered",
        request=UnansweredAnswerSerializer,
        responses={201: WrittenQuestionAnswerSerializer},
    )
    def post(self, request: Request, company_id: UUID, pk: UUID) -> Response:
        """Add the entry that answers what callers asked; it then leaves the list."""
        given = UnansweredAnswerSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        group, agent = _group(pk), company_agent()
        entry = answer_group(group, given.validated_data, actor=actor_of(request))
        return Response(written(entry, warn_of_entry(entry, agent)), status=201)


class UnansweredDismissView(CompanyView):
    """`/unanswered/{id}/dismiss`."""

    write_role = Role.MANAGER
    forgets: ClassVar[tuple[str, ...]] = ()

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, company_id: UUID, pk: UUID) -> Response:
        """Take what needs no answer off the list, until callers ask it again."""
        dismiss_group(_group(pk), actor=actor_of(request))
        return Response(status=204)


def _found(groups: list[Group], request: Request) -> list[Group]:
    terms = [term.casefold() for term in TextSearch().get_search_terms(request)]
    return [
        group
        for group in groups
        if all(term in " ".join(group.utterances).casefold() for term in terms)
    ]


def _ordered(groups: list[Group], request: Request, view: UnansweredListView) -> list[Group]:
    for name in reversed(NamedOrdering().get_ordering(request, view.queryset, view)):
        groups = sorted(groups, key=attrgetter(name.lstrip("-")), reverse=name.startswith("-"))
    return groups


def _group(pk: UUID) -> Group:
    group = find_group(pk)
    if group is None:
        raise Http404
    return group
