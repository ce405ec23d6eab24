"""Vectors of phrases, a byte a number, and those that every company's index may share.

Only texts of published templates are ever shared: what a company wrote itself is encoded for its
own index and held nowhere else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from matching.engine.encoders import Encoder
from matching.engine.encoders.protocol import Floats

Bytes = npt.NDArray[np.int8]

SCALE = 400.0
"""A number of a unit vector times this is kept as a byte: the largest of them stay below 127."""

BLOCK = 512
"""So many rows at a time are made floats: they stay in the processor's cache."""

KEY_BYTES = 8

_shared: dict[tuple[str, bytes], bytes] = {}
_unread: list[Path] = []


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """The vectors of a pool's phrases."""

    rows: Bytes
    inverse_lengths: Floats

    def similarities(self, vector: Floats) -> Floats:
        """The cosine of a vector of length 1 with each row."""
        blocks = range(0, len(self.rows), BLOCK)
        products = [self.rows[at : at + BLOCK].astype(np.float32) @ vector for at in blocks]
        return np.concatenate(products or [vector[:0]]) * self.inverse_lengths

    def unit_row(self, place: int) -> Floats:
        """One of the vectors, at length 1."""
        row: Floats = self.rows[place] * self.inverse_lengths[place]
        return row

    def gram(self, chosen: npt.NDArray[np.intp] | None = None) -> Floats:
        """The cosine of each of the chosen rows (all by default) with each row."""
        rows = self._unit_rows()
        return (rows if chosen is None else rows[chosen]) @ rows.T

    def beside(self, other: "Vectors") -> Floats:
        """The cosine of each row with each row of other vectors."""
        cosines: Floats = self._unit_rows() @ other._unit_rows().T
        return cosines

    def by_text(self, texts: Sequence[str]) -> dict[str, bytes]:
        """Each row as it is held, by the text that it is of."""
        return dict(zip(texts, map(bytes, self.rows), strict=True))

    def _unit_rows(self) -> Floats:
        rows: Floats = self.rows.astype(np.float32) * self.inverse_lengths[:, None]
        return rows


def vectors_of(
    texts: Sequence[str], encoder: Encoder, held: Mapping[str, bytes] | None = None
) -> Vectors:
    """The vectors of these texts: those held already, those shared, and the rest encoded."""
    held = held or {}
    found = {text: held.get(text) or shared_vector(text, encoder.name) for text in texts}
    missing = [text for text, vector in found.items() if vector is None]
    found |= zip(missing, encode_to_bytes(missing, encoder), strict=True)
    joined = b"".join(vector for text in texts if (vector := found[text]) is not None)
    rows = np.frombuffer(joined, dtype=np.int8).reshape(len(texts), encoder.dimensions)
    lengths = np.linalg.norm(rows.astype(np.float32), axis=1)
    return Vectors(rows, (1 / np.where(lengths > 0, lengths, 1)).astype(np.float32))


def encode_to_bytes(texts: Sequence[str], encoder: Encoder) -> list[bytes]:
    """The vector of each text as the index and the shared store hold it."""
    rounded = np.rint(encoder.encode(texts) * SCALE)
    return [row.tobytes() for row in np.clip(rounded, -127, 127).astype(np.int8)]


def share(encoder_name: str, vectors: Mapping[bytes, bytes]) -> None:
    """Hold vectors of template texts, by `text_key`, for every index of this process."""
    _shared.update({(encoder_name, key): vector for key, vector in vectors.items()})


def share_file(file: Path) -> None:
    """Hold the vectors of a file that `write_vectors` wrote, read when they are first asked for."""
    _unread.append(file)


def shared_vector(text: str, encoder_name: str) -> bytes | None:
    """The shared vector of a text, if it is a template's."""
    while _unread:
        share(*read_vectors(_unread.pop()))
    return _shared.get((encoder_name, text_key(text)))


def are_shared(texts: Iterable[str], encoder_name: str) -> bool:
    """Whether all these texts are templates'."""
    return all(shared_vector(text, encoder_name) is not None for text in texts)


def text_key(text: str) -> bytes:
    """What a normalised text is found by."""
    return blake2b(text.encode(), digest_size=KEY_BYTES).digest()


def write_vectors(file: Path | BinaryIO, encoder: Encoder, texts: Iterable[str]) -> None:
    """Encode these texts into a file, in an order that does not depend on theirs."""
    keyed = sorted({text_key(text): text for text in texts}.items())
    rows = encode_to_bytes([text for _, text in keyed], encoder)
    np.savez_compressed(
        file,
        encoder=encoder.name,
        keys=np.frombuffer(b"".join(key for key, _ in keyed), np.uint8).reshape(-1, KEY_BYTES),
        rows=np.frombuffer(b"".join(rows), np.int8).reshape(-1, encoder.dimensions),
    )


def read_vectors(file: Path | BinaryIO) -> tuple[str, dict[bytes, bytes]]:
    """The encoder's name, and the vectors by `text_key`, of what `write_vectors` wrote."""
    with np.load(file) as held:
        pairs = zip(held["keys"], held["rows"], strict=True)
        return str(held["encoder"]), {key.tobytes(): row.tobytes() for key, row in pairs}
