"""The recording of a whole call, from the verb that begins it to the callback that tells of it."""

from dataclasses import dataclass


@dataclass
class Tape:
    """A recording that runs beside the verbs, until it is stopped or the call is over.

    `callback` is where it is told of, and `is_told` whether it was.
    """

    name: str
    callback: str
    is_told: bool = False
