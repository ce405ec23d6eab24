"""Keys in the order of time (UUIDv7 of RFC 9562), so that a range of keys is a stretch of time."""

import secrets
import time
from datetime import datetime
from uuid import UUID

_VERSION, _VARIANT = 0x7 << 76, 0b10 << 62
_CHANCE = (1 << 76) - 1 - (0b11 << 62)


def time_ordered_id() -> UUID:
    """Return a new key: 48 bits of Unix milliseconds, then chance."""
    milliseconds = time.time_ns() // 1_000_000
    return UUID(int=milliseconds << 80 | _VERSION | _VARIANT | secrets.randbits(76) & _CHANCE)


def first_id_at(moment: datetime) -> UUID:
    """Return the least key of that millisecond: keys made before it are less."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)
