"""The few entries of a pool that an utterance may mean, each with its evidence and score."""

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
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
) -> list[Candidate]:
    """The best few entries of a pool, best first; never one that is excluded."""
    if not pool.entries:
        return []
    likeness = pool.compare(utterance.words, utterance.vector)
    exact = pool.exact.get(utterance.heard.text, ())
    strongest = tuple(islice(_by_strength(likeness, is_out), MOST_CANDIDATES + 1))
    chosen = dict.fromkeys((*strongest[:MOST_CANDIDATES], *exact, *by_regex))
    allowed = [one for one in chosen if one in strongest or not is_out(one)]
    view = _View(pool, utterance, likeness, strongest)
    closest = {order: view.closest(order).split() for order in allowed}
    misnumbered = view.meaning.misnumbered(closest)
    found = {
        order: _rounded(view.measures(order, phrase))
        | {
            "clashes": order in misnumbered or view.meaning.contradicts(phrase),
            "by_regex": order in by_regex,
            "is_exact": order in exact,
        }
        for order, phrase in closest.items()
    }
    candidates = _scored(found, utterance.encoder_name)
    return sorted(candidates, key=lambda one: (-one.score, one.order))


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


def _by_strength(likeness: Likeness, is_out: Callable[[int], bool]) -> Iterator[int]:
    order: list[int] = np.argsort(-likeness.strengths, kind="stable").tolist()
    return (one for one in order if not is_out(one))


class _View:
    """An utterance beside a pool, with what all its candidates' evidence is made of."""

    def __init__(
        self, pool: Pool, utterance: Utterance, likeness: Likeness, strongest: tuple[int, ...]
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
            "entries": math.log(len(self.pool.entries)),
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
    found = [pool.lexicon.find_word(word) for word in dict.fromkeys(words)]
    weights = np.array([weight for weight, _ in found])
    held = np.zeros((len(found), len(pool.entries)))
    for row, (_, phrases) in zip(held, found, strict=True):
        row[pool.owners[phrases]] = 1
    shares: list[float] = (weights @ held / (weights.sum() or 1)).tolist()
    return shares


def _rounded(values: Mapping[str, float]) -> dict[str, Any]:
    return {name: round(value, DECIMALS) for name, value in values.items()}
