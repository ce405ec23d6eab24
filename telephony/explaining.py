"""Decisions of turns in sentences, with the company's questions by their words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from knowledge.models import QuestionAnswer
from telephony.models import CallTurn


def questions_in(turns: Iterable[CallTurn], company_id: UUID) -> dict[str, str]:
    """Return what the company's questions in the turns' traces are, those that are still there."""
    ids = {identifier for turn in turns for identifier in _named(turn.trace)}
    rows = QuestionAnswer.objects.filter(company=company_id, pk__in=ids)
    return {str(row.pk): row.question for row in rows}


def _named(trace: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids of the questions that came into question and that were asked besides."""
    yield from (entry["id"] for entry in trace.get("qnas", ()))
    yield from (entry["id"] for entry in trace.get("also", ()) if entry["kind"] == "qna")
