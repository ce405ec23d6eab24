"""The calls of a company, as lists tell them."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from telephony.models import Call, CallTurn

_turns = CallTurn.objects.filter(call=OuterRef("pk")).order_by().values("call")

SEARCHED = ("call_sid", "from_number", "to_number")


def calls_with_turn_counts() -> QuerySet[Call]:
    """Return the company's calls, each with its `turn_count`, counted for those shown only."""
    counted = Subquery(_turns.annotate(turns=Count("pk")).values("turns"))
    return Call.objects.annotate(turn_count=Coalesce(counted, 0))


def calls_that_hold(text: str) -> Q:
    """Return the condition that a call's numbers, its SID or something said in it hold the text.

    What was said is looked through by itself: joined, the turns of every company would be.
    """
    said = CallTurn.objects.filter(utterance__icontains=text).order_by().values("call")
    condition = Q(pk__in=said)
    for column in SEARCHED:
        condition |= Q(**{f"{column}__icontains": text})
    return condition
