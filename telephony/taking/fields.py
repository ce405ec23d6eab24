"""What is asked of a caller, in which order."""

from dataclasses import dataclass
from typing import Any, Self

TEXT, NAME, PHONE, EMAIL = "text", "name", "phone", "email"
ADDRESS, DATE, TIME, NUMBER = "address", "date", "time", "number"
WHEN = frozenset({DATE, TIME})
"""The types that are answered by a day, a time, or both."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to ask for: its name, what type it is, and the words that ask for it."""

    name: str
    type: str = TEXT
    is_required: bool = False
    prompt: str = ""

    @classmethod
    def from_entity(cls, entity: dict[str, Any]) -> Self:
        """Return the field that a scenario's entity describes."""
        facts = (entity["name"], entity["type"], entity["required"], entity["prompt"])
        return cls(*facts)


BOOK, RESCHEDULE, CANCEL = "offer_scheduling", "reschedule", "cancel"
PROBLEM, TOLD, ASKED = "problem", "told", "asked"
"""What a scenario that offers a visit says of the words that it answers."""
MESSAGE, CALLBACK = "take_message", "callback_request"
_NAME = Field("caller", NAME, True, "What name should I put down?")
_PHONE = Field("phone", PHONE, False, "What's the best number to reach you?")
_BOOKED_UNDER = Field("phone", PHONE, True, "What number is the visit booked under?")

USUAL_FIELDS: dict[str, tuple[Field, ...]] = {
    BOOK: (
        Field("problem", TEXT, True, "What's going on?"),
        Field("address", ADDRESS, True, "What's the address?"),
        Field("day", DATE, True, "What day works best for you?"),
        _NAME,
        _PHONE,
    ),
    RESCHEDULE: (
        _BOOKED_UNDER,
        Field("day", DATE, True, "Which day would you like instead?"),
    ),
    CANCEL: (_BOOKED_UNDER,),
    MESSAGE: (_NAME, _PHONE, Field("message", TEXT, True, "What should I pass on?")),
    CALLBACK: (
        _NAME,
        Field("phone", PHONE, True, "What's the best number to call?"),
        Field("time", TIME, False, "What time is good for you?"),
    ),
}
"""What each hook asks for where no scenario says: the hooks that take details."""
