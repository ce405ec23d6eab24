"""What the profiles of many companies have in common, held once in a process.

Companies that copied one version differ in few replies. A part is found by its content, so that
nobody's change is ever another's, and goes with the last profile that has it.
"""

import sys
from dataclasses import replace
from hashlib import sha256
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from telephony.agent import AgentProfile

Part = TypeVar("Part")


class Entry(dict[str, Any]):
    """An object of a catalog's document, which can be referred to weakly."""


_held: WeakValueDictionary[bytes, Any] = WeakValueDictionary()


def share_alike(profile: AgentProfile) -> AgentProfile:
    """Return the profile, with what another one has to the letter being the same in memory."""
    return replace(
        profile,
        catalog={name: _shared_member(value) for name, value in profile.catalog.items()},
        scripts={sys.intern(key): _the_one(script) for key, script in profile.scripts.items()},
        topics={sys.intern(key): sys.intern(topic) for key, topic in profile.topics.items()},
        hints=tuple(map(sys.intern, profile.hints)),
    )


def _shared_member(value: Any) -> Any:
    return [_shared_entry(one) for one in value] if isinstance(value, list) else value


def _shared_entry(value: Any) -> Any:
    return sys.intern(value) if isinstance(value, str) else _the_one(Entry(value))


def _the_one(part: Part) -> Part:
    """Return the part that is held already, where it is the same to the letter."""
    key = sha256(repr(part).encode(errors="surrogatepass")).digest()
    return _held.setdefault(key, part)
