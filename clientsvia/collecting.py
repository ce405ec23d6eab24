"""The collector of cyclic garbage, which must not look through all that a process holds.

A full collection stops every thread while it looks at each object: 0.1 s with a few hundred
companies' agents in memory. What has survived one is there to stay, so it is not looked at again.
"""

import gc
from collections.abc import Mapping
from typing import Any

MOST_SURVIVORS = 10_000
"""How many objects a full collection may find again before they are left alone: some 5 ms."""


def spare_what_stays() -> None:
    """Leave alone what is here now, and from now on what full collections have found alive.

    What is part of a cycle and is dropped later stays in memory: of a process that is replaced
    after some requests, little.
    """
    gc.collect()
    gc.freeze()
    if _freeze_survivors not in gc.callbacks:
        gc.callbacks.append(_freeze_survivors)


def _freeze_survivors(phase: str, info: Mapping[str, Any]) -> None:
    is_over = phase == "stop" and info["generation"] == 2
    if is_over and len(gc.get_objects(generation=2)) > MOST_SURVIVORS:
        gc.freeze()
