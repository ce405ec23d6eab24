"""Fields that several serializers of this app share."""

import re
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from telephony.periods import Moment, parse_moment

CALLER_MAX_CHARS = 40
_NUMBER = r"^[+0-9 ().\-]*[0-9][0-9 ().\-]*$"
_DAY_OR_TIME = [{"type": "string", "format": form} for form in ("date", "date-time")]


@extend_schema_field({"oneOf": _DAY_OR_TIME})
class MomentField(serializers.Field):
    """A day, or a time with its zone."""

    default_error_messages = {  # noqa: RUF012  DRF merges these along the classes
        "invalid": "Write a day (2026-11-25) or a time with its zone (2026-11-25T08:00:00-05:00)."
    }

    def to_internal_value(self, data: Any) -> Moment:
        """Return the day or the time."""
        try:
            return parse_moment(data)
        except ValueError:
            self.fail("invalid")


@extend_schema_field({"type": "string", "maxLength": CALLER_MAX_CHARS, "pattern": _NUMBER})
class CallerField(serializers.CharField):
    """A phone number as people write it, or its last digits."""

    default_error_messages = {  # noqa: RUF012  DRF merges these along the classes
        "number": "Write a number, or its last digits."
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=CALLER_MAX_CHARS, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """Return the digits."""
        text = super().to_internal_value(data)
        if not re.match(_NUMBER, text):
            self.fail("number")
        return re.sub(r"[^0-9]", "", text)


class NullWhereEmpty(serializers.CharField):
    """A text that is told as null where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value: Any) -> str | None:
        """Return the text or None."""
        return str(value) if value else None


class ZonedTime(serializers.DateTimeField):
    """A time that must say its zone."""

    default_error_messages = {  # noqa: RUF012  DRF merges these along the classes
        "zone": "Say the zone of the time, as in 2026-11-25T08:00:00-05:00."
    }

    def enforce_timezone(self, value: Any) -> Any:
        """Refuse a time without a zone instead of choosing one."""
        if timezone.is_naive(value):
            self.fail("zone")
        return super().enforce_timezone(value)
