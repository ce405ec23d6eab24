"""What callers asked and fell back on, and what is done about it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from rest_framework import serializers

from knowledge.cleaning import cleaned_phrase
from knowledge.entries import add_entry
from knowledge.models import ALTERNATIVES_MAX, QUESTION_MAX_CHARS, QuestionAnswer
from telephony.grouping import Group, Turn, group_turns
from telephony.models import CallTurn
from templates_brain.models import Scenario
from tenants.audit import record
from tenants.databases import atomic

WINDOW_DAYS = 90
TURNS_MAX = 5_000
SUGGESTIONS_MAX = 3
_ANSWER_FIELDS = ("answer", "category", "status")
"""What of an entry is nobody's but the company's words."""


def read_groups() -> list[Group]:
    """Return the bound company's groups, from its newest turns without an answer."""
    since = timezone.now() - timedelta(days=WINDOW_DAYS)
    asked = CallTurn.objects.filter(kind="fallback", is_settled=False, created_at__gte=since)
    newest = asked.filter(call__is_test=False).exclude(utterance="").order_by("-created_at", "-id")
    rows = newest.values_list("id", "utterance", "created_at")[:TURNS_MAX]
    return group_turns([Turn(*row) for row in reversed(rows)])


def find_group(turn_id: UUID) -> Group | None:
    """Return the group that a turn is in."""
    return next((one for one in read_groups() if turn_id in {turn.id for turn in one.turns}), None)


@atomic()
def answer_group(group: Group, given: Mapping[str, Any], *, actor: str) -> QuestionAnswer:
    """Add the entry that answers a group, which is settled by it.

    What is not given of question and alternatives is what the callers said. The audit log tells
    the answer, and none of the callers' words.
    """
    phrases = _sayable(group.utterances)
    if "question" not in given and not phrases:
        raise serializers.ValidationError({"question": ["What callers said is no question."]})
    said = {"question": phrases[0], "alternatives": phrases} if phrases else {}
    entry = add_entry({**said, **given}, actor=actor, told=_ANSWER_FIELDS)
    _settle(group)
    return entry


@atomic()
def dismiss_group(group: Group, *, actor: str) -> None:
    """Settle a group without an answer; the same is told again when callers ask it again."""
    _settle(group)
    record(actor, "unanswered_dismissed", group=str(group.pk), turns=group.count)


def nearest(groups: Collection[Group]) -> dict[UUID, list[dict[str, Any]]]:
    """Return what came nearest when each group's typical turn was decided: kind, id, name, score.

    What has gone since is left out. Three queries, however many groups.
    """
    ids = [group.typical.id for group in groups]
    traces = dict(CallTurn.objects.filter(pk__in=ids).values_list("id", "trace"))
    found = {turn: _candidates(trace) for turn, trace in traces.items()}
    names = _names([one["id"] for candidates in found.values() for one in candidates])
    return {
        group.pk: [
            {**one, "name": names[one["id"]]}
            for one in found.get(group.typical.id, ())
            if one["id"] in names
        ][:SUGGESTIONS_MAX]
        for group in groups
    }


def _sayable(utterances: Iterable[str]) -> list[str]:
    """Return the utterances that an entry can hold."""
    phrases = []
    for utterance in utterances:
        try:
            phrase = cleaned_phrase(utterance)
        except ValidationError:
            continue
        if phrase and len(phrase) <= QUESTION_MAX_CHARS:
            phrases.append(phrase)
    return phrases[:ALTERNATIVES_MAX]


def _settle(group: Group) -> None:
    CallTurn.objects.filter(pk__in=[turn.id for turn in group.turns]).update(is_settled=True)


def _candidates(trace: Mapping[str, Any]) -> list[dict[str, Any]]:
    told = [
        {"kind": kind, "id": one["id"], "score": one["score"]}
        for kind, pool in (("qna", "qnas"), ("scenario", "scenarios"))
        for one in trace.get(pool, ())
    ]
    return sorted(told, key=lambda one: -one["score"])


def _names(ids: Sequence[str]) -> dict[str, str]:
    """Return what entries and scenarios are called, by id or key, as far as they are there."""
    entries = [UUID(one) for one in ids if _is_uuid(one)]
    asked = QuestionAnswer.objects.filter(pk__in=entries).values_list("id", "question")
    told = Scenario.objects.filter(key__in=ids).values_list("key", "name")
    return {str(name): text for name, text in (*told, *asked)}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
