"""Entries that rival each other, and the lookup tables over their phrases."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.engine.features import Vector, count_features, kind_weight, unit_vector, word_weight
from matching.engine.normalise import Heard

Postings = dict[str, list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Pool:
    """The phrases of some entries, found by whole text or by feature.

    By entry: its id, phrases, their vectors and their words. `themes` gives the entries that
    have a feature and its weight in the mean of their vectors; `weights` and `unseen` are
    the worth of a feature by its inverse frequency among the phrases.
    """

    ids: tuple[str, ...]
    phrases: tuple[tuple[Heard, ...], ...]
    vectors: tuple[tuple[Vector, ...], ...]
    vocabularies: tuple[frozenset[str], ...]
    themes: Postings
    exact: Mapping[str, frozenset[int]]
    weights: Mapping[str, float]
    unseen: float

    def vector(self, heard: Heard) -> Vector:
        """An utterance weighed as this pool's phrases are."""
        return unit_vector(count_features(heard.tokens), self.weights, self.unseen)

    def word_weight(self, word: str) -> float:
        """How much a word tells among these phrases."""
        return self.weights.get(f"w {word}") or self.unseen * word_weight(word)


def build_pool(entries: Sequence[tuple[str, Sequence[Heard]]]) -> Pool:
    """The pool of these entries, each an id and its normalised phrases."""
    counted = [[count_features(phrase.tokens) for phrase in phrases] for _, phrases in entries]
    weights, unseen = _weights([counts for entry in counted for counts in entry])
    vectors = [tuple(unit_vector(counts, weights, unseen) for counts in entry) for entry in counted]
    return Pool(
        ids=tuple(identifier for identifier, _ in entries),
        phrases=tuple(tuple(phrases) for _, phrases in entries),
        vectors=tuple(vectors),
        vocabularies=tuple(
            frozenset(token for phrase in phrases for token in phrase.tokens)
            for _, phrases in entries
        ),
        themes=_postings([_mean(entry) for entry in vectors]),
        exact=_exact_texts(entries),
        weights=weights,
        unseen=unseen,
    )


def _weights(counted: Sequence[Counter[str]]) -> tuple[dict[str, float], float]:
    frequencies: Counter[str] = Counter()
    for counts in counted:
        frequencies.update(counts.keys())
    total = len(counted) + 1
    weights = {
        feature: math.log(total / (count + 0.5)) * kind_weight(feature)
        for feature, count in frequencies.items()
    }
    return weights, math.log(total / 0.5)


def _mean(vectors: Sequence[Vector]) -> Vector:
    total: defaultdict[str, float] = defaultdict(float)
    for vector in vectors:
        for feature, weight in vector.items():
            total[feature] += weight
    length = math.sqrt(sum(weight * weight for weight in total.values())) or 1.0
    return {feature: weight / length for feature, weight in total.items()}


def _exact_texts(entries: Sequence[tuple[str, Sequence[Heard]]]) -> dict[str, frozenset[int]]:
    texts: defaultdict[str, set[int]] = defaultdict(set)
    for order, (_, phrases) in enumerate(entries):
        for phrase in phrases:
            texts[phrase.text].add(order)
    return {text: frozenset(orders) for text, orders in texts.items()}


def _postings(themes: Sequence[Vector]) -> Postings:
    postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for order, theme in enumerate(themes):
        for feature, weight in theme.items():
            postings[feature].append((order, weight))
    return dict(postings)
