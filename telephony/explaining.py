"""Decisions of turns in sentences, with the company's questions by their words."""

from collections.abc import Iterable
from uuid import UUID

from knowledge.models import QuestionAnswer
from telephony.models import CallTurn


def questions_in(turns: Iterable[CallTurn], company_id: UUID) -> dict[str, str]:
    """Return what the company's questions in the turns' traces are, those that are still there."""
    ids = {entry["id"] for turn in turns for entry in turn.trace.get("qnas", ())}
    rows = QuestionAnswer.objects.filter(company=company_id, pk__in=ids)
    return {str(row.pk): row.question for row in rows}
