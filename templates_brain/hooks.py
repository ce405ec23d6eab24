"""The registry of action hooks: what a scenario may do beside its reply."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["text", "number", "boolean"]
TEXT_MAX_CHARS = 200
SEND_SMS = "send_sms"

_TYPES: dict[Kind, tuple[type, ...]] = {
    "text": (str,),
    "number": (int, float),
    "boolean": (bool,),
}


class InvalidParameters(ValueError):
    """Parameters are not what their hook takes; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a hook may be told: its type, and which values it takes where not all of them."""

    does: str
    type: Kind = "text"
    is_required: bool = False
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None

    def takes(self, value: object) -> bool:
        """Whether the value is one of this parameter's."""
        if self.choices:
            return value in self.choices
        if isinstance(value, bool) and self.type != "boolean":
            return False
        return isinstance(value, _TYPES[self.type]) and self._is_within(value)

    def _is_within(self, value: str | float) -> bool:
        """Whether a text is short enough, and a number between the ends that there are."""
        if isinstance(value, str):
            return len(value) <= TEXT_MAX_CHARS
        is_enough = self.least is None or self.least <= value
        return is_enough and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True)
class ActionHook:
    """An act of the receptionist: what it does, when it fires, and what it may be told."""

    id: str
    does: str
    fires: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


HOOKS = {
    hook.id: hook
    for hook in (
        ActionHook(
            "escalate",
            "Rings the emergency number and then the company's people.",
            "After the reply of an emergency, or of a caller who needs help at once.",
            {"first": Parameter("Who is rung first.", choices=("emergency", "people"))},
        ),
        ActionHook(
            "transfer",
            "Rings the company's people in their order.",
            "After the reply; where nobody can be rung, the caller is told so instead.",
        ),
        ActionHook(
            SEND_SMS,
            "Sends the caller a text message.",
            "Once the turn is on record; not to a caller who wants no texts.",
            {
                "text": Parameter(
                    "What is written; {name} is a variable, and without its value nothing is sent.",
                    is_required=True,
                )
            },
        ),
        ActionHook("end_call", "Hangs up.", "After the reply."),
        ActionHook(
            "offer_scheduling",
            "Takes a visit: what for, where, when and for whom, in a window that is free.",
            "With the scenario's entities at once; without any, once the caller wants a visit.",
            {
                "windows": Parameter(
                    "How many windows are offered at a time, 1 to 3.", "number", least=1, most=3
                ),
                "urgency": Parameter(
                    "The least urgency of the visit, 0 to 1.", "number", least=0, most=1
                ),
                "problem": Parameter(
                    "Whether the words that ask for this tell the problem, or it is asked for.",
                    choices=("told", "asked"),
                ),
            },
        ),
        ActionHook(
            "reschedule",
            "Finds the caller's visit and moves it to another window.",
            "After the reply; where no visit is found, a message is taken.",
            {
                "windows": Parameter(
                    "How many windows are offered at a time, 1 to 3.", "number", least=1, most=3
                )
            },
        ),
        ActionHook(
            "cancel",
            "Finds the caller's visit and cancels it.",
            "After the reply; where no visit is found, a message is taken.",
        ),
        ActionHook(
            "take_message", "Takes a message for the team.", "After the reply, detail by detail."
        ),
        ActionHook(
            "callback_request",
            "Takes whom to call back, on which number and when.",
            "After the reply, detail by detail.",
        ),
        ActionHook("repeat", "Says once more what was said last.", "After the reply."),
    )
}
"""By id; a template that names any other does not load."""


def check_parameters(hook_id: str, given: object) -> None:
    """Raise `InvalidParameters` unless the hook takes what is given."""
    hook = HOOKS.get(hook_id)
    if hook is None:
        raise InvalidParameters(f"There is no action hook {hook_id}.")
    if not isinstance(given, dict):
        raise InvalidParameters(f"{hook_id}: this must be an object.")
    _refuse(hook_id, sorted(given.keys() - hook.parameters.keys()), "is unknown")
    _refuse(hook_id, missing_parameters(hook_id, given), "is required")
    wrong = [name for name, value in given.items() if not hook.parameters[name].takes(value)]
    _refuse(hook_id, wrong, "has a wrong value")


def missing_parameters(hook_id: str, given: Mapping[str, Any]) -> list[str]:
    """Return the required parameters of a registered hook that are not given."""
    parameters = HOOKS[hook_id].parameters.items()
    return [name for name, one in parameters if one.is_required and name not in given]


def _refuse(hook_id: str, names: list[str], fault: str) -> None:
    if names:
        raise InvalidParameters(f"{hook_id}: the parameter {', '.join(map(str, names))} {fault}.")
