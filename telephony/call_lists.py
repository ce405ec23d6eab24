"""The calls of a company, as lists tell them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from telephony.models import Call, CallTurn
from telephony.turn_keys import near_calls

SEARCHED = ("call_sid", "from_number", "to_number")
SAID_WITHIN = timedelta(days=31)
"""How far back what was said is looked through where nobody says how far."""

_turns = CallTurn.objects.filter(call=OuterRef("pk")).order_by().values("call")


def calls_with_turn_counts() -> QuerySet[Call]:
    """Return the company's calls, each with its `turn_count`, counted for those shown only."""
    counted = Subquery(_turns.annotate(turns=Count("pk")).values("turns"))
    return Call.objects.annotate(turn_count=Coalesce(counted, 0))


def calls_that_hold(
    words: Iterable[str], calls: QuerySet[Call], *, said_since: datetime
) -> QuerySet[Call]:
    """Return those of the calls whose numbers, SID or something said in them hold each word.

    What was said is looked through in calls since then. No index can be of help there: row-level
    security lets none be asked by an operator that might tell of others' rows, and LIKE is one.
    """
    recent = calls.filter(started_at__gte=said_since).order_by()
    turns = CallTurn.objects.filter(near_calls(recent), call__in=recent.values("pk")).order_by()
    found = calls
    for word in words:
        said = turns.filter(utterance__icontains=word).values("call")
        found = found.filter(pk__in=said.union(_calls_with_facts_of(word, calls), all=True))
    return found


def _calls_with_facts_of(word: str, calls: QuerySet[Call]) -> QuerySet[Call, object]:
    condition = Q()
    for column in SEARCHED:
        condition |= Q(**{f"{column}__icontains": word})
    return calls.filter(condition).order_by().values("pk")
