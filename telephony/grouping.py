"""Utterances grouped by meaning, the same way each time.

The oldest turn of a group begins it, and each later one joins the group whose beginning it is most
like. So a new call never moves an earlier turn, and any turn's id names its group.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np

from matching.engine import normalise
from matching.engine.encoders.protocol import Floats
from matching.engine.encoders.static import Static
from telephony.confirming import said_yes

EXAMPLES_MAX = 5
LIKENESS = 0.75
"""The least cosine of two utterances in one group: "do you clean dryer vents" and "can you clean
out my dryer vent" have 0.87, a senior's and a military discount 0.62."""

LIKENESS_DECIMALS = 4
"""What differs by less is equally typical, and then the oldest is told."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An utterance without an answer."""

    id: UUID
    utterance: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Group:
    """Turns that ask the same, the oldest first, and the most typical one of them."""

    turns: tuple[Turn, ...]
    typical: Turn

    @property
    def pk(self) -> UUID:
        """Return the id of the turn that began the group."""
        return self.turns[0].id

    @property
    def question(self) -> str:
        """Return the most typical utterance."""
        return self.typical.utterance

    @property
    def count(self) -> int:
        """Return how often it was asked."""
        return len(self.turns)

    @property
    def last_asked_at(self) -> datetime:
        """Return when it was asked last."""
        return self.turns[-1].at

    @property
    def utterances(self) -> list[str]:
        """Return the different utterances, the most typical first, then the most frequent."""
        counted = Counter(turn.utterance for turn in reversed(self.turns))
        ranked = [utterance for utterance, _ in counted.most_common()]
        return list(dict.fromkeys([self.question, *ranked]))

    @property
    def examples(self) -> list[str]:
        """Return a few of the utterances."""
        return self.utterances[:EXAMPLES_MAX]


def group_turns(turns: Iterable[Turn]) -> list[Group]:
    """Return the groups of turns, which come oldest first; a bare yes or no asks nothing."""
    alike: dict[str, list[Turn]] = {}
    for turn in turns:
        text = normalise(turn.utterance).text
        if text and said_yes(turn.utterance) is None:
            alike.setdefault(text, []).append(turn)
    vectors = Static().encode(list(alike))
    return [_group(list(alike.values()), vectors, places) for places in _clusters(vectors)]


def _clusters(vectors: Floats) -> list[list[int]]:
    """Return the rows of each group: in turn, each joins the nearest beginning, or begins one."""
    beginnings = np.empty_like(vectors)
    clusters: list[list[int]] = []
    for place, vector in enumerate(vectors):
        likeness = beginnings[: len(clusters)] @ vector
        if clusters and likeness.max() >= LIKENESS:
            clusters[int(likeness.argmax())].append(place)
        else:
            beginnings[len(clusters)] = vector
            clusters.append([place])
    return clusters


def _group(alike: Sequence[Sequence[Turn]], vectors: Floats, places: Sequence[int]) -> Group:
    counts = np.array([len(alike[place]) for place in places], dtype=np.float32)
    own = vectors[places]
    likeness = (own @ (counts @ own)).round(LIKENESS_DECIMALS)
    typical = places[int(likeness.argmax())]
    turns = sorted((turn for place in places for turn in alike[place]), key=lambda one: one.at)
    return Group(tuple(turns), alike[typical][-1])
