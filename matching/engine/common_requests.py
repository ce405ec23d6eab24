"""What callers ask of any company: rivals for the entries of a pool that has few of its own."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from matching.engine.encoders.protocol import Floats
from matching.engine.normalise import normalise

Request = tuple[str, ...]
"""Some ways to ask for one thing, normalised."""

FILE = Path(__file__).with_name("common_requests.txt")
"""A request a line. They are triggers of the bundled templates, whose vectors are known."""

SAME = 0.6
"""From this cosine of two phrases on, a common request is one of the pool's own."""


@lru_cache(maxsize=1)
def common_requests() -> tuple[Request, ...]:
    """The requests of the file."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(normalise(way).text for way in line.split("|")) for line in lines)


def strangers(requests: Sequence[Request], cosines: Floats) -> list[Request]:
    """Those of the requests that no entry of a pool answers.

    `cosines` are of each of the requests' phrases, in a row, with each of the pool's.
    """
    lengths = [len(request) for request in requests]
    starts = np.cumsum([0, *lengths[:-1]])
    nearest: list[float] = np.maximum.reduceat(cosines.max(axis=1), starts).tolist()
    return [one for one, cosine in zip(requests, nearest, strict=True) if cosine < SAME]
