"""The registry of action hooks: what a scenario may do beside its reply."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionHook:
    """An act of the receptionist: what it does, and when it fires."""

    id: str
    does: str
    fires: str


HOOKS = {
    hook.id: hook
    for hook in (
        ActionHook("escalate", "Rings the emergency number and then the company's people.",
                   "After the reply of an emergency, or of a caller who needs help at once."),
        ActionHook("transfer", "Rings the company's people in their order.",
                   "After the reply; where nobody can be rung, the caller is told so instead."),
        ActionHook("end_call", "Hangs up.", "After the reply."),
        ActionHook("repeat", "Says once more what was said last.", "After the reply."),
    )
}  # fmt: skip
"""By id; a template that names any other does not load."""
