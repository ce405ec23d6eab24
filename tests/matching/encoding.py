"""The encoders of the engine's tests, and a tiny one that tells what it was asked for."""

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np

from matching.engine.encoders import Encoder
from matching.engine.encoders.minilm import MiniLM
from matching.engine.encoders.protocol import Floats, unit_rows
from matching.engine.encoders.static import Static

DIMENSIONS = 16


class Counting:
    """Texts that share words have close vectors; scored as the static encoder is."""

    name = "static"
    dimensions = DIMENSIONS

    def __init__(self) -> None:
        """Begin with nothing encoded."""
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 a text: the sum of a made-up vector for each of its words."""
        self.encoded += texts
        rows = [_vector(text) for text in texts]
        return unit_rows(np.array(rows, dtype=np.float32).reshape(-1, DIMENSIONS))


@lru_cache(maxsize=3)
def encoder_named(name: str) -> Encoder:
    """Return `minilm`, `static` or the tiny `counting`, loaded once."""
    return {"minilm": MiniLM, "static": Static, "counting": Counting}[name]()


def _vector(text: str) -> Floats:
    vectors = [_of_word(word) for word in text.split()]
    return np.sum(vectors, axis=0) if vectors else np.zeros(DIMENSIONS, dtype=np.float32)


def _of_word(word: str) -> Floats:
    made_up = np.random.default_rng(crc32(word.encode())).normal(size=DIMENSIONS)
    return np.asarray(made_up, dtype=np.float32)
