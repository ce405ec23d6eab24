"""The features that two texts are compared by: words, word pairs and pieces of words."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from matching.engine.words import FUNCTION_WORDS, NEGATIONS

PIECE_LENGTHS = (3, 4)
PAIR_WEIGHT = 0.6
PIECE_WEIGHT = 0.5
FUNCTION_WORD_WEIGHT = 0.25

Vector = dict[str, float]


def count_features(tokens: Sequence[str]) -> Counter[str]:
    """How often each feature occurs: `w word`, `b two words`, `c piece`."""
    counts: Counter[str] = Counter(f"w {token}" for token in tokens)
    counts.update(f"b {left} {right}" for left, right in pairwise(tokens))
    counts.update(f"c {piece}" for token in tokens if is_content(token) for piece in pieces(token))
    return counts


def pieces(word: str) -> Iterator[str]:
    """The pieces of a word, its two ends marked, so that inflections still meet."""
    marked = f"<{word}>"
    for length in PIECE_LENGTHS:
        for start in range(len(marked) - length + 1):
            yield marked[start : start + length]


def unit_vector(counts: Mapping[str, int], weights: Mapping[str, float], unseen: float) -> Vector:
    """Sublinear TF-IDF of length 1; a feature that no trigger has weighs as the rarest."""
    vector = {}
    for feature, count in counts.items():
        weight = weights.get(feature) or unseen * kind_weight(feature)
        vector[feature] = weight if count == 1 else weight * (1 + math.log(count))
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {feature: weight / length for feature, weight in vector.items()}


def is_content(word: str) -> bool:
    """Whether a word says what is wanted rather than how it is said."""
    return word not in FUNCTION_WORDS and word not in NEGATIONS


def word_weight(word: str) -> float:
    """The share of its idf that a word counts for."""
    return FUNCTION_WORD_WEIGHT if word in FUNCTION_WORDS else 1.0


def kind_weight(feature: str) -> float:
    """The share of its idf that a feature counts for."""
    kind, _, rest = feature.partition(" ")
    if kind == "c":
        return PIECE_WEIGHT
    if kind == "w":
        return word_weight(rest)
    left, _, right = rest.partition(" ")
    return PAIR_WEIGHT * (word_weight(left) + word_weight(right)) / 2
