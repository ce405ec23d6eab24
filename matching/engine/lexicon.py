"""The lexical side of a match: an inverted index over the features of the phrases."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.engine.features import count_features, kind_weights, word_feature

Floats = npt.NDArray[np.float32]
COMMON = 24
"""Features of more phrases than this are multiplied as a dense matrix, the rest pair by pair."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The phrases of a pool by feature: which phrases have it, and with what weight.

    `features` is sorted; the phrases of feature i are `phrases[starts[i]:starts[i + 1]]`, with
    their `weights`; `rarity` is its inverse document frequency times the weight of its kind.
    """

    size: int
    features: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.int32]
    phrases: npt.NDArray[np.uint32]
    weights: Floats
    rarity: Floats

    def similarities(self, words: Sequence[str]) -> Floats:
        """The cosine of a text with each phrase; a word that no phrase has counts as the rarest."""
        places, query = self._vector(words)
        starts = self.starts[places]
        lengths = self.starts[places + 1] - starts
        taken = _ranges(starts, lengths)
        products = self.weights[taken] * np.repeat(query, lengths)
        sums = np.bincount(self.phrases[taken], weights=products, minlength=self.size)
        return sums.astype(np.float32)

    def find_words(
        self, words: Sequence[str]
    ) -> tuple[Floats, npt.NDArray[np.intp], npt.NDArray[np.uint32]]:
        """How rare each word is here, as a weight, and in pairs: a word's place, a phrase of it."""
        wanted = np.array([word_feature(word) for word in words], dtype=np.uint32)
        places, known, rarity = self._look_up(wanted)
        starts, ends = self.starts[places[known]], self.starts[places[known] + 1]
        taken = _ranges(starts, ends - starts)
        return rarity, np.repeat(np.flatnonzero(known), ends - starts), self.phrases[taken]

    def gram(self) -> Floats:
        """The cosine of each phrase with each."""
        frequency = np.diff(self.starts)
        common = self._dense(np.flatnonzero(frequency > COMMON), frequency)
        products = common @ common.T
        for count in range(1, COMMON + 1):
            self._add_pairs(products.ravel(), np.flatnonzero(frequency == count), count)
        return products

    def _dense(self, chosen: npt.NDArray[np.intp], frequency: npt.NDArray[np.int32]) -> Floats:
        taken = _ranges(self.starts[chosen], frequency[chosen])
        columns = np.repeat(np.arange(len(chosen)), frequency[chosen])
        dense = np.zeros((self.size, len(chosen)), dtype=np.float32)
        dense[self.phrases[taken], columns] = self.weights[taken]
        return dense

    def _add_pairs(self, products: Floats, chosen: npt.NDArray[np.intp], count: int) -> None:
        taken = self.starts[chosen][:, None] + np.arange(count)
        phrases, weights = self.phrases[taken].astype(np.intp), self.weights[taken]
        pairs = phrases[:, :, None] * self.size + phrases[:, None, :]
        np.add.at(products, pairs.ravel(), (weights[:, :, None] * weights[:, None, :]).ravel())

    def _vector(self, words: Sequence[str]) -> tuple[npt.NDArray[np.intp], Floats]:
        counts = count_features(words)
        wanted = np.fromiter(counts.keys(), dtype=np.uint32, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        places, known, rarity = self._look_up(wanted)
        query = ((1 + np.log(times)) * rarity).astype(np.float32)
        query /= np.linalg.norm(query) or 1.0
        return places[known], query[known]

    def _look_up(
        self, wanted: npt.NDArray[np.uint32]
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_], Floats]:
        """Where each feature stands, whether it does, and its rarity; an unknown is the rarest."""
        rarest = kind_weights(wanted) * np.float32(np.log(1 + self.size) + 1)
        places = np.searchsorted(self.features, wanted)
        if not len(self.features):
            return places, np.zeros(len(wanted), dtype=np.bool_), rarest
        places[places == len(self.features)] = 0
        known = self.features[places] == wanted
        return places, known, np.where(known, self.rarity[places], rarest)


def build_lexicon(texts: Sequence[Sequence[str]]) -> Lexicon:
    """The lexicon of these phrases, each a sequence of words."""
    counts = [count_features(words) for words in texts]
    lengths = [len(one) for one in counts]
    total = sum(lengths)
    keys = np.fromiter((key for one in counts for key in one), np.uint32, total)
    times = np.fromiter((n for one in counts for n in one.values()), np.float32, total)
    owners = np.repeat(np.arange(len(texts)), lengths)
    features, columns, frequency = np.unique(keys, return_inverse=True, return_counts=True)
    rarity = np.log((1 + len(texts)) / (1 + frequency)) + 1
    rarity = (rarity * kind_weights(features)).astype(np.float32)
    weights = (1 + np.log(times)) * rarity[columns]
    norms = np.sqrt(np.bincount(owners, weights=weights * weights, minlength=len(texts)))
    weights = (weights / norms[owners]).astype(np.float32)
    order = np.argsort(columns, kind="stable")
    return Lexicon(
        size=len(texts),
        features=features,
        starts=np.concatenate(([0], np.cumsum(frequency))).astype(np.int32),
        phrases=owners[order].astype(np.uint32),
        weights=weights[order],
        rarity=rarity,
    )


def _ranges(starts: npt.NDArray[np.int32], lengths: npt.NDArray[np.int32]) -> npt.NDArray[np.intp]:
    """The numbers of all ranges in a row: from each start, its length of them."""
    offsets = np.concatenate(([0], np.cumsum(lengths)[:-1])) if len(lengths) else lengths
    return np.arange(lengths.sum()) + np.repeat(starts - offsets, lengths)
