"""In which months the turns of some calls stand, as their keys tell."""

from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet, TextField
from django.db.models.functions import Cast

from telephony.models import Call
from telephony.models.call import turn_id

_LAST_INDEX = 0xFFFF


def near_calls(calls: QuerySet[Call]) -> Q:
    """Return a condition that all turns of the calls meet, and few others.

    Turns are kept by month of their keys, and a turn's key is its call's but for the index: those
    of the turns lie between the least and the greatest of the calls'. It takes one query; without
    it each call's turns are looked for in every month.
    """
    key = Cast("pk", TextField())
    ends = calls.order_by().aggregate(first=Min(key), last=Max(key))
    if ends["first"] is None:
        return Q(pk__in=[])
    first, last = UUID(ends["first"]), UUID(ends["last"])
    return Q(pk__gte=turn_id(first, 0), pk__lte=turn_id(last, _LAST_INDEX))
