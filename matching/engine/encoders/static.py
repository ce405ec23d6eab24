"""A table of word-piece vectors, distilled from MiniLM: no model to run, some 30 µs a text."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.engine.encoders.protocol import Floats, unit_rows
from matching.engine.encoders.wordpieces import tokenizer

TABLE = Path(__file__).with_name("static.npz")
"""Made by matching/fitting/distil.py."""

LEVELS = 7
"""A number is kept as a whole one from -LEVELS to LEVELS, in four bits."""

Codes = npt.NDArray[np.int8]


class Static:
    """The encoder of small machines, and what answers where the model cannot load."""

    name = "static"

    def __init__(self) -> None:
        """Load the table."""
        self._table = _load()
        self.dimensions = self._table.codes.shape[1]

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 a text: the sum of its pieces' vectors."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for place, text in enumerate(texts):
            rows[place] = self._table.sum_of(tokenizer().encode(text, add_special_tokens=False).ids)
        return unit_rows(rows)


class _Table:
    """The vectors of the kept pieces: whole levels, times a scale an axis, times a length a row."""

    def __init__(
        self, codes: Codes, scales: Floats, lengths: Floats, rows: npt.NDArray[np.int32]
    ) -> None:
        self.codes, self.scales, self.lengths, self.rows = codes, scales, lengths, rows

    def sum_of(self, pieces: Sequence[int]) -> Floats:
        """The sum of the vectors of these pieces; one that was not kept adds nothing."""
        rows = self.rows[np.array(pieces, dtype=np.intp)]
        rows = rows[rows >= 0]
        total: Floats = (self.lengths[rows] @ self.codes[rows]) * self.scales
        return total


def pack(codes: Codes) -> npt.NDArray[np.uint8]:
    """Two numbers in each byte."""
    shifted = (codes + LEVELS).astype(np.uint8)
    return (shifted[:, ::2] << np.uint8(4)) | shifted[:, 1::2]


def unpack(packed: npt.NDArray[np.uint8]) -> Codes:
    """What `pack` packed."""
    codes = np.empty((len(packed), packed.shape[1] * 2), dtype=np.int8)
    codes[:, ::2] = packed >> 4
    codes[:, 1::2] = packed & 0x0F
    return codes - np.int8(LEVELS)


@lru_cache(maxsize=1)
def _load() -> _Table:
    with np.load(TABLE) as file:
        rows = np.full(int(file["pieces"]), -1, dtype=np.int32)
        rows[file["kept"]] = np.arange(len(file["kept"]))
        codes = unpack(file["codes"])
        return _Table(codes, file["scales"], file["lengths"].astype(np.float32), rows)
