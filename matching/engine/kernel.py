"""How alike two texts are in words and in meaning together, and what that says of whose it is.

Kernel ridge regression over the phrases of a pool: one linear system a pool, solved when it is
built; an utterance then costs one product. What was measured: docs/matching.md.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.engine.encoders.protocol import Floats

LEXICAL_WIDTH = 0.5
SEMANTIC_WIDTH = 0.3
SEMANTIC_SHARE = 2 / 3
RIDGE = 0.1
MOST_LANDMARKS = 3_000
"""Above so many phrases the system is solved for that many of them, spread over the entries."""


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """The weight of each landmark for each entry: landmarks by entries."""

    weights: Floats
    landmarks: npt.NDArray[np.intp] | None

    def strengths(self, likeness: Floats) -> Floats:
        """How strongly each entry is meant, about 1 for its own phrases and 0 for others'."""
        chosen = likeness if self.landmarks is None else likeness[self.landmarks]
        return chosen @ self.weights


def blend(lexical: Floats, semantic: Floats) -> Floats:
    """The likeness of texts, 0 to 1, from their two cosines."""
    total = _part(lexical, LEXICAL_WIDTH, 1 - SEMANTIC_SHARE)
    total += _part(semantic, SEMANTIC_WIDTH, SEMANTIC_SHARE)
    return total


def _part(cosines: Floats, width: float, share: float) -> Floats:
    """What one kind of cosine adds, worked out in one place: a pool's own are millions."""
    part: Floats = cosines - np.float32(1)
    part /= np.float32(width)
    np.exp(part, out=part)
    part *= np.float32(share)
    return part


def solve(likeness: Floats, owners: npt.NDArray[np.intp], entries: int) -> Solution:
    """The solution where every phrase is a landmark: `likeness` is phrases by phrases."""
    system = likeness.astype(np.float32, copy=True)
    system[np.diag_indices_from(system)] += _ridge(owners, entries)
    targets = _targets(owners, entries)
    return Solution(np.linalg.solve(system, targets).astype(np.float32), None)


def solve_by_landmarks(
    likeness: Floats,
    landmarks: npt.NDArray[np.intp],
    owners: npt.NDArray[np.intp],
    entries: int,
) -> Solution:
    """The solution for some phrases that stand for all: `likeness` is landmarks by phrases."""
    weighted = likeness / _ridge(owners, entries)
    system = (weighted @ likeness.T).astype(np.float64) + likeness[:, landmarks]
    system[np.diag_indices_from(system)] += 1e-6
    weights = np.linalg.solve(system, weighted @ _targets(owners, entries))
    return Solution(weights.astype(np.float32), landmarks)


def choose_landmarks(owners: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """The phrases that stand for all: each entry's first, then each entry's second, and so on."""
    seen: dict[int, int] = {}
    ranks = []
    for owner in owners.tolist():
        ranks.append(seen.get(owner, 0))
        seen[owner] = ranks[-1] + 1
    return np.sort(np.argsort(ranks, kind="stable")[:MOST_LANDMARKS])


def _ridge(owners: npt.NDArray[np.intp], entries: int) -> Floats:
    """Less trust in each phrase of an entry that has few: it would be outvoted otherwise."""
    counts = np.bincount(owners, minlength=entries)[owners]
    return (RIDGE * len(owners) / max(1, entries) / counts).astype(np.float32)


def _targets(owners: npt.NDArray[np.intp], entries: int) -> Floats:
    targets = np.full((len(owners), entries), -1 / max(1, entries - 1), dtype=np.float32)
    targets[np.arange(len(owners)), owners] = 1
    return targets
