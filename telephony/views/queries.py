"""What a list is asked to be narrowed to, as a serializer of the query's parameters."""

from typing import Any, ClassVar, Self

from rest_framework import serializers
from rest_framework.request import Request

from telephony.periods import company_zone, end_of, start_of
from telephony.views.fields import MomentField


class QuerySerializer(serializers.Serializer[Any]):
    """Reads a query's parameters; those that it does not know are another reader's."""

    @classmethod
    def read(cls, request: Request) -> dict[str, Any]:
        """Return what was asked, by source; raises `ValidationError`."""
        asked: Self = cls(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        validated: dict[str, Any] = asked.validated_data
        return validated


class PeriodSerializer(QuerySerializer):
    """`from` and `to`: days, which both count, or times, of which `to` is the first left out."""

    column: ClassVar[str]
    """The column that they narrow."""

    def get_fields(self) -> dict[str, serializers.Field]:
        """Add the two; `from` is a word of Python's."""
        told = {
            "from": "From this day or time on. A day is one in the company's time zone.",
            "to": "Up to and with this day, or before this time.",
        }
        sources = {"from": f"{self.column}__gte", "to": f"{self.column}__lt"}
        period = {
            name: MomentField(required=False, source=sources[name], help_text=told[name])
            for name in told
        }
        return {**period, **super().get_fields()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return instants; raises `ValidationError` for a period that holds no time."""
        bounds = {f"{self.column}__gte": start_of, f"{self.column}__lt": end_of}
        given = attrs.keys() & bounds.keys()
        zone = company_zone() if given else None
        instants = {name: bounds[name](attrs[name], zone) for name in given}
        start, end = (instants.get(name) for name in bounds)
        if start and end and start >= end:
            raise serializers.ValidationError({"to": ["The period ends after it starts."]})
        return {**attrs, **instants}
