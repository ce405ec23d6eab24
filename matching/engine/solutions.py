"""Solutions of templates' pools on disk, so that a process that begins need not solve them again.

Only of pools in which every phrase is a template's: what a company wrote itself leaves no trace
here. A file is named by all that its content follows from, the code included.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.engine.encoders.protocol import Floats
from matching.engine.kernel import MOST_LANDMARKS, Solution
from matching.engine.vectors import Vectors

MOST_FILES = 32
WORTH_KEEPING = 500
"""From so many phrases on, a solution takes longer to work out than to read."""

_CODE = ("kernel.py", "lexicon.py", "features.py", "vectors.py")
_folder: Path | None = None


def keep_solutions_in(folder: Path) -> None:
    """Let this process read and keep solutions in a folder of ours."""
    global _folder
    _folder = folder


def solution_for(
    phrases: Sequence[str],
    vectors: Vectors,
    owners: npt.NDArray[np.intp],
    work_out: Callable[[], Solution],
) -> Solution:
    """The kept solution of a pool, or what `work_out` returns, kept from now on."""
    if _folder is None or not WORTH_KEEPING <= len(phrases) <= MOST_LANDMARKS:
        return work_out()
    file = _folder / f"{_name(phrases, vectors, owners)}.npy"
    kept = _read(file)
    if kept is not None:
        return Solution(kept, None)
    solution = work_out()
    with suppress(OSError):
        _write(file, solution.weights)
    return solution


def _name(phrases: Sequence[str], vectors: Vectors, owners: npt.NDArray[np.intp]) -> str:
    facts = (_code(), "\n".join(phrases).encode(), owners.tobytes(), vectors.rows.tobytes())
    digest = sha256()
    for fact in facts:
        digest.update(sha256(fact).digest())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _code() -> bytes:
    """What solutions are worked out with."""
    here = Path(__file__).parent
    return np.__version__.encode() + b"".join((here / name).read_bytes() for name in _CODE)


def _read(file: Path) -> Floats | None:
    """The weights in a file; none where there is no such file, or not all of it."""
    try:
        weights: Floats = np.load(file, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return weights


def _write(file: Path, weights: Floats) -> None:
    """Write a whole file or none, in place of the oldest one where there are many."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = file.with_suffix(f".{os.getpid()}")
    with new.open("wb") as written:
        np.save(written, weights)
    new.replace(file)
    in_order = sorted(file.parent.glob("*.npy"), key=lambda one: one.stat().st_mtime)
    for old in in_order[:-MOST_FILES]:
        old.unlink(missing_ok=True)
