"""Which calls are made, and when: settled before the first, so that a slow server changes nothing.

A line plays one call after another. When its next one begins follows from how long callers think,
and not from how long answers take: a server that falls behind gets more calls at once.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

UTTERANCES = (
    "how much is a service call",
    "um do you guys come out on the weekend",
    "i smell gas in my kitchen",
    "what does it cost when somebody comes out",
    "can you tell me about quantum chromodynamics",
    "",
    "uh my toilet is overflowing",
    "how much is a service call",
)
SHORTEST_CALL = 3
BETWEEN_CALLS = 0.5


@dataclass(frozen=True, slots=True)
class Pace:
    """How many seconds pass from an answer to the caller's next utterance, hearing it included."""

    least: float = 1.0
    most: float = 4.0

    @property
    def mean(self) -> float:
        """The seconds in the mean."""
        return (self.least + self.most) / 2


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A call that begins `at` so many seconds; one pause stands before each utterance, one last."""

    at: float
    company: int
    call_sid: str
    pauses: tuple[float, ...]

    @property
    def utterances(self) -> tuple[str, ...]:
        """What the caller says, in turn."""
        return UTTERANCES[: len(self.pauses) - 1]


def plan_calls(
    at_once: int,
    seconds: float,
    companies: Sequence[int],
    *,
    pace: Pace | None = None,
    seed: object = 1,
    begins_at: float = 0.0,
) -> list[PlannedCall]:
    """Return the calls that keep so many lines busy for so long, in the order of their beginnings.

    Each line rings companies of its own in turn, so that all have about as many calls.
    """
    calls: list[PlannedCall] = []
    for line in range(at_once):
        chance = random.Random(f"{seed} {line}")  # noqa: S311
        rung = companies[line::at_once] or [companies[line % len(companies)]]
        played = _line(chance, pace or Pace(), rung, begins_at)
        calls += takewhile(lambda call: call.at < begins_at + seconds, played)
    return sorted(calls, key=lambda call: call.at)


def _line(
    chance: random.Random, pace: Pace, companies: Sequence[int], begins_at: float
) -> Iterator[PlannedCall]:
    """Play call after call; the first begins within a pause, so that lines do not march in step."""
    at, order = begins_at + chance.uniform(0, pace.most), chance.randrange(len(companies))
    while True:
        turns = chance.randint(SHORTEST_CALL, len(UTTERANCES))
        pauses = tuple(chance.uniform(pace.least, pace.most) for _ in range(turns + 1))
        call_sid = f"CA{chance.getrandbits(128):032x}"
        yield PlannedCall(at, companies[order % len(companies)], call_sid, pauses)
        at, order = at + sum(pauses) + BETWEEN_CALLS * pace.mean, order + 1
