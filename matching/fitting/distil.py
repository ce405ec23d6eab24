"""Distil the static table: `python -m matching.fitting.distil TEXTS…`.

Each word piece gets MiniLM's vector of it alone, on its principal axes, weighed down by how common
it is (the vocabulary stands in order of frequency). Then the table is moved, by one ridge
regression, so that the sums over whole sentences point where MiniLM's vectors of them do: TEXTS
are the sentences, data files in JSON or plain lines. Kept in four bits a number.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.engine.encoders.minilm import MiniLM
from matching.engine.encoders.protocol import Floats, unit_rows
from matching.engine.encoders.static import LEVELS, TABLE, pack
from matching.engine.encoders.wordpieces import VOCABULARY, tokenizer
from matching.engine.normalise import normalise

DIMENSIONS = 256
COMMONNESS = 3e-3
RIDGE = 10.0
SHORTEST_SUM = 0.1
CLIPPED_AT = 2.4
"""Numbers beyond so many standard deviations of their axis are cut to that."""


def main(files: Sequence[str]) -> None:
    """Distil with the sentences of these files and write the table."""
    teacher = MiniLM()
    pieces = VOCABULARY.read_text(encoding="utf-8").split("\n")[:-1]
    kept = np.array([place for place, piece in enumerate(pieces) if _is_kept(piece)])
    alone = np.concatenate([teacher.encode_pieces([int(place)]) for place in kept])
    axes = _principal_axes(alone)
    table = (alone - alone.mean(axis=0)) @ axes * _rarity(len(kept))[:, None]
    sentences = sorted({said for file in files for said in _sentences(Path(file))})
    print(f"{len(kept)} pieces, {len(sentences)} sentences", file=sys.stderr)  # noqa: T201
    goals = teacher.encode(sentences)
    table = _moved(table, kept, sentences, unit_rows((goals - goals.mean(axis=0)) @ axes))
    codes, scales, lengths = _quantised(table)
    np.savez(
        TABLE,
        codes=pack(codes),
        scales=scales.astype(np.float32),
        lengths=lengths.astype(np.float16),
        kept=kept.astype(np.uint16),
        pieces=len(pieces),
    )


def _is_kept(piece: str) -> bool:
    plain = piece.removeprefix("##")
    return plain.isascii() and (plain.isalnum() or plain in "'$%&")


def _principal_axes(rows: Floats) -> Floats:
    centred = rows - rows.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    return axes[:, ::-1][:, :DIMENSIONS].astype(np.float32)


def _rarity(count: int) -> Floats:
    """Smooth inverse frequency, where frequencies follow Zipf's law."""
    frequency = 1 / (np.arange(count) + 2.7)
    frequency /= frequency.sum()
    return (COMMONNESS / (COMMONNESS + frequency)).astype(np.float32)


def _sentences(file: Path) -> list[str]:
    content = file.read_text(encoding="utf-8")
    if file.suffix != ".json":
        return [said for line in content.splitlines() if (said := normalise(line).text)]
    return [said for text, _ in json.loads(content)["train"] if (said := normalise(text).text)]


def _moved(
    table: Floats, kept: npt.NDArray[np.intp], sentences: Sequence[str], goals: Floats
) -> Floats:
    """The table moved toward the goals; a piece that few sentences have moves little."""
    counts = _piece_counts(kept, sentences)
    used = np.flatnonzero(counts.any(axis=0))
    counts = counts[:, used]
    sums = counts @ table[used]
    reach = np.maximum((sums * goals).sum(axis=1, keepdims=True), SHORTEST_SUM)
    system = counts.T @ counts + RIDGE * np.eye(len(used), dtype=np.float32)
    moved = table.copy()
    moved[used] += np.linalg.solve(system, counts.T @ (goals * reach - sums))
    return moved


def _piece_counts(kept: npt.NDArray[np.intp], sentences: Sequence[str]) -> Floats:
    column_of = {int(piece): column for column, piece in enumerate(kept)}
    counts = np.zeros((len(sentences), len(kept)), dtype=np.float32)
    for row, sentence in enumerate(sentences):
        for piece in tokenizer().encode(sentence, add_special_tokens=False).ids:
            if piece in column_of:
                counts[row, column_of[piece]] += 1
    return counts


def _quantised(table: Floats) -> tuple[npt.NDArray[np.int8], Floats, Floats]:
    """Directions in whole levels, the scale of each axis, and the length of each row."""
    lengths = np.linalg.norm(table, axis=1)
    directions = unit_rows(table)
    scales = directions.std(axis=0) * CLIPPED_AT / LEVELS
    codes = np.clip(np.rint(directions / scales), -LEVELS, LEVELS).astype(np.int8)
    return codes, scales, lengths / np.linalg.norm(codes * scales, axis=1)


if __name__ == "__main__":
    main(sys.argv[1:])
