"""The few entries of a pool that an utterance may mean, each with its evidence and score."""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from matching.engine.contradictions import Meaning
from matching.engine.encoders.protocol import Floats
from matching.engine.evidence import Evidence, score
from matching.engine.pool import Likeness, Pool
from matching.engine.utterance import Utterance

MOST_CANDIDATES = 4
DECIMALS = 4
STEP = 1e-6
"""The least by which scores differ."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry, by its place in the pool, and how well it meets the utterance."""

    order: int
    evidence: Evidence
    score: float


def find_candidates(
    pool: Pool,
    utterance: Utterance,
    by_regex: Collection[int] = (),
    is_out: Callable[[int], bool] = lambda order: False,
    *,
    are_questions: bool = False,
) -> list[Candidate]:
    """The best few entries of a pool, best first; never one that is excluded."""
    if not pool.entries:
        return []
    likeness = pool.compare(utterance.words, utterance.vector)
    exact = pool.exact.get(utterance.heard.text, ())
    own, strongest = _strongest(pool, likeness, is_out)
    allowed = dict.fromkeys((*own, *(one for one in (*exact, *by_regex) if not is_out(one))))
    view = _View(pool, utterance, likeness, strongest)
    closest = {order: view.closest(order).split() for order in allowed}
    misnumbered = view.meaning.misnumbered(closest)
    found = {
        order: _rounded(view.measures(order, phrase))
        | {
            "clashes": order in misnumbered
            or view.meaning.contradicts(phrase)
            or (are_questions and view.meaning.asks_otherwise(view.phrases(order))),
            "by_regex": order in by_regex,
            "is_exact": order in exact,
            "is_rivalled": pool.is_rivalled,
        }
        for order, phrase in closest.items()
    }
    candidates = _scored(found, utterance.encoder_name)
    return sorted(candidates, key=lambda one: (-one.score, one.order))


def _strongest(
    pool: Pool, likeness: Likeness, is_out: Callable[[int], bool]
) -> tuple[list[int], set[int]]:
    """The strongest entries, strongest first, and the strongest of all, the pool's rivals too."""
    in_order: list[int] = np.argsort(-likeness.strengths, kind="stable").tolist()
    count = len(pool.entries)
    allowed = (one for one in in_order if one >= count or not is_out(one))
    strongest = set(islice(allowed, MOST_CANDIDATES + 1))
    own = [one for one in in_order if one in strongest and one < count]
    own += islice((one for one in allowed if one < count), MOST_CANDIDATES)
    return own[:MOST_CANDIDATES], strongest.union(own[:MOST_CANDIDATES])


def _scored(found: Mapping[int, dict[str, Any]], encoder_name: str) -> list[Candidate]:
    """The candidates, each scored below the stronger ones: what is fitted is the first's score."""
    candidates: list[Candidate] = []
    most, below, above = 1.0, 1.0, math.inf
    for order, measured in sorted(found.items(), key=lambda one: -one[1]["strength"]):
        if measured["strength"] < above:
            most = below
        evidence = Evidence(**measured, most=most)
        candidates.append(Candidate(order, evidence, score(evidence, encoder_name)))
        if not (evidence.is_exact or evidence.by_regex or evidence.clashes):
            below, above = min(below, candidates[-1].score - STEP), evidence.strength
    return candidates


class _View:
    """An utterance beside a pool, with what all its candidates' evidence is made of."""

    def __init__(
        self, pool: Pool, utterance: Utterance, likeness: Likeness, strongest: Collection[int]
    ) -> None:
        self.pool, self.utterance, self.likeness = pool, utterance, likeness
        self.strongest = strongest
        self.strengths: list[float] = likeness.strengths.tolist()
        self.lexical: list[float] = _best_each(likeness.lexical, pool)
        self.semantic: list[float] = _best_each(likeness.semantic, pool)
        self.coverage = _coverage(pool, utterance.words)
        self.meaning = Meaning(utterance.words)
        self.background = float(likeness.semantic.mean())

    def closest(self, order: int) -> str:
        """The phrase of an entry that the utterance is most like."""
        own = self._own(order)
        phrase: str = self.pool.phrases[own.start + int(np.argmax(self.likeness.blended[own]))]
        return phrase

    def phrases(self, order: int) -> list[list[str]]:
        """The words of each phrase of an entry."""
        return [phrase.split() for phrase in self.pool.phrases[self._own(order)]]

    def measures(self, order: int, closest: Sequence[str]) -> dict[str, float]:
        """All that is measured of an entry."""
        own = self._own(order)
        said, known, words = " ".join(self.utterance.words), " ".join(closest), self.utterance.words
        return {
            "strength": self.strengths[order],
            "lead": self.lead(self.strengths, order),
            "lexical": self.lexical[order],
            "semantic": self.semantic[order],
            "semantic_lead": self.lead(self.semantic, order),
            "background": self.background,
            "sorted": fuzz.token_sort_ratio(said, known) / 100,
            "length": math.log(len(closest) / max(1, len(words))),
            "coverage": self.coverage[order],
            "words": math.log(1 + len(words)),
            "phrases": math.log(len(self.pool.phrases)),
            "entries": math.log(self.pool.size),
            "own": math.log(own.stop - own.start),
        }

    def _own(self, order: int) -> slice:
        return slice(self.pool.starts[order], self.pool.starts[order + 1])

    def lead(self, values: Sequence[float], order: int) -> float:
        """What an entry has over the best other one that is not excluded."""
        rivals = [values[other] for other in self.strongest if other != order]
        return values[order] - max(rivals, default=0.0)


def _best_each(values: Floats, pool: Pool) -> list[float]:
    """The greatest of each entry's phrases."""
    best: list[float] = np.maximum.reduceat(values, pool.starts[:-1]).tolist()
    return best


def _coverage(pool: Pool, words: Sequence[str]) -> list[float]:
    """The share of the weight of these words that each entry has."""
    weights, places, phrases = pool.lexicon.find_words(tuple(dict.fromkeys(words)))
    held = np.zeros((len(weights), pool.size), dtype=np.float32)
    held[places, pool.owners[phrases]] = 1
    shares: list[float] = (weights @ held / (weights.sum() or 1)).tolist()
    return shares


def _rounded(values: Mapping[str, float]) -> dict[str, Any]:
    return {name: round(value, DECIMALS) for name, value in values.items()}
