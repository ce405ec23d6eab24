"""What texts are compared by: words, word pairs and pieces of words, each as a 32-bit number."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

PIECE_LENGTHS = (3, 4)
PIECE_WEIGHT = 0.5
_PIECE_BIT = 1


def count_features(words: Sequence[str]) -> Counter[int]:
    """How often each feature occurs: a word, two words in a row, or a piece of a word."""
    pairs = (word_feature(f"{left} {right}") for left, right in pairwise(words))
    return Counter(chain(*map(_of_word, words), pairs))


def kind_weights(features: npt.NDArray[np.uint32]) -> npt.NDArray[np.float32]:
    """The share of its inverse frequency that each feature counts for."""
    return np.where(features & _PIECE_BIT, PIECE_WEIGHT, 1.0).astype(np.float32)


@lru_cache(maxsize=50_000)
def _of_word(word: str) -> tuple[int, ...]:
    """A word and its pieces, the ends marked, so that inflections and slips still meet."""
    marked = f" {word} "
    pieces = (
        marked[start : start + length]
        for length in PIECE_LENGTHS
        for start in range(len(marked) - length + 1)
    )
    return (word_feature(word), *(crc32(piece.encode()) | _PIECE_BIT for piece in pieces))


def word_feature(text: str) -> int:
    """The number of a word, or of two words with a blank between."""
    return crc32(text.encode()) & ~_PIECE_BIT
