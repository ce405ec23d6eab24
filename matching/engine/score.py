"""The candidates for an utterance among the entries of a pool, each with its score."""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from matching.engine.features import Vector, is_content
from matching.engine.normalise import Heard
from matching.engine.parts import DECIMALS, Parts, score
from matching.engine.polarity import clashes
from matching.engine.pool import Pool
from matching.engine.words import QUESTION_WORDS

MOST_CANDIDATES = 5
SHORTLIST = 8
BEST_SHARE = 0.15
EMPTY = Heard(text="", tokens=(), stripped=())


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry, by its place in the pool, and how well it meets the utterance."""

    order: int
    parts: Parts
    score: float


@dataclass(frozen=True, slots=True)
class _Likeness:
    theme: float
    best: float
    phrase: Heard

    @property
    def strength(self) -> float:
        return self.theme + BEST_SHARE * self.best


def find_candidates(
    pool: Pool, heard: Heard, by_regex: Collection[int] = (), excluded: Collection[int] = ()
) -> list[Candidate]:
    """The best few entries of a pool, best first; every entry where none shares anything."""
    exact = pool.exact.get(heard.text, frozenset())
    vector = pool.vector(heard)
    themes = _themes(pool, vector)
    near = {*_shortlist(themes, excluded), *exact, *by_regex} - set(excluded)
    likenesses = {order: _likeness(pool, order, themes[order], vector) for order in sorted(near)}
    strongest = sorted(likenesses, key=lambda order: (-likenesses[order].strength, order))
    chosen = {*strongest[:MOST_CANDIDATES], *exact, *by_regex} & near
    if not chosen:
        return _strangers(pool, excluded)
    found = []
    for order in chosen:
        parts = _parts(pool, order, heard, likenesses[order])
        lead = _lead(likenesses, strongest, order)
        parts = replace(parts, margin=lead, by_regex=order in by_regex, is_exact=order in exact)
        found.append(Candidate(order, parts, score(parts)))
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.order))


def _strangers(pool: Pool, excluded: Collection[int]) -> list[Candidate]:
    parts = Parts()
    orders = (order for order in range(len(pool.ids)) if order not in excluded)
    return [Candidate(order, parts, score(parts)) for order in orders]


def _themes(pool: Pool, vector: Vector) -> defaultdict[int, float]:
    cosines: defaultdict[int, float] = defaultdict(float)
    for feature, weight in vector.items():
        for order, theme_weight in pool.themes.get(feature, ()):
            cosines[order] += weight * theme_weight
    return cosines


def _shortlist(themes: Mapping[int, float], excluded: Collection[int]) -> list[int]:
    ranked = sorted(themes, key=lambda order: (-themes[order], order))
    return [order for order in ranked if order not in excluded][:SHORTLIST]


def _likeness(pool: Pool, order: int, theme: float, vector: Vector) -> _Likeness:
    cosines = [_dot(vector, phrase) for phrase in pool.vectors[order]]
    best = max(range(len(cosines)), key=cosines.__getitem__, default=None)
    if best is None:
        return _Likeness(theme, 0.0, EMPTY)
    return _Likeness(theme, cosines[best], pool.phrases[order][best])


def _dot(left: Vector, right: Vector) -> float:
    return math.fsum(left[feature] * right[feature] for feature in left.keys() & right.keys())


def _lead(likenesses: Mapping[int, _Likeness], strongest: Sequence[int], order: int) -> float:
    rival = next((other for other in strongest if other != order), None)
    strength = likenesses[rival].strength if rival is not None else 0.0
    return round(likenesses[order].strength - strength, DECIMALS)


def _parts(pool: Pool, order: int, heard: Heard, likeness: _Likeness) -> Parts:
    said, vocabulary = set(heard.tokens), pool.vocabularies[order]
    content = {word for word in said if is_content(word) and word not in QUESTION_WORDS}
    return Parts(
        theme=round(likeness.theme, DECIMALS),
        best=round(likeness.best, DECIMALS),
        sorted=round(fuzz.token_sort_ratio(heard.text, likeness.phrase.text) / 100, DECIMALS),
        reach=_share(pool, said, vocabulary),
        shared=len(content & vocabulary),
        content=len(content),
        clashes=clashes(heard.tokens, likeness.phrase.tokens),
    )


def _share(pool: Pool, words: Collection[str], among: Collection[str]) -> float:
    weights = {word: pool.word_weight(word) for word in sorted(words)}
    total = sum(weights.values())
    held = sum(weight for word, weight in weights.items() if word in among)
    return round(held / total, DECIMALS) if total > 0 else 0.0
