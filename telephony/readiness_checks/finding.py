"""What a check of readiness has found."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """What is left to do, in one sentence; nothing where the part is ready.

    `share` is how much of a part that is not ready is done, 0 to 1. A finding that is not final
    is about to change without anybody's doing.
    """

    todo: str = ""
    share: float = 0.0
    details: dict[str, Any] = field(default_factory=dict)
    is_final: bool = True

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to do."""
        return not self.todo


READY = Finding()


def ready_if(is_ready: bool, todo: str) -> Finding:
    """Return what was found where a thing is there or not."""
    return READY if is_ready else Finding(todo)
