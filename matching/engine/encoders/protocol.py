"""What every encoder is."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class EncoderUnavailable(RuntimeError):
    """The encoder's model cannot be loaded on this machine."""


class Encoder(Protocol):
    """Texts as vectors; the same text gives the same vector, whatever it is encoded with."""

    name: str
    dimensions: int

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 a text: texts by dimensions."""
        ...


def unit_rows(rows: Floats) -> Floats:
    """The rows at length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
