"""A company's audit log: append-only and chained, written and read in the company's scope."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from tenants.audit_chain import is_sealed
from tenants.masking import recordable
from tenants.models import AuditEntry

_address: ContextVar[str] = ContextVar("audit_address", default="")


@contextmanager
def acting_from(address: str) -> Iterator[None]:
    """Record what the block does as done from this client address; commands have none."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


def record(
    actor: str,
    action: str,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    **details: Any,
) -> None:
    """Add an entry to the bound company's log; nothing in it is a secret or a caller's words.

    Call it in the transaction of what it records. `before` and `after` hold what has changed.
    """
    AuditEntry.objects.create(
        actor=actor,
        action=action,
        details=recordable(details),
        before=recordable(before),
        after=recordable(after),
        address=_address.get(),
    )


@dataclass(frozen=True)
class ChainState:
    """How far a log's chain holds: all of it, unless there is a `broken` entry.

    A log that was cut short at its end shows only against an earlier `length` and `last_hash`.
    """

    length: int
    last_hash: str
    broken: AuditEntry | None = None


def verify_chain() -> ChainState:
    """Follow the bound company's chain from its first entry to the first one that is broken."""
    state = ChainState(0, "")
    for entry in AuditEntry.objects.order_by("sequence").iterator():
        if not _follows(entry, state):
            return ChainState(state.length, state.last_hash, entry)
        state = ChainState(entry.sequence, entry.hash)
    return state


def _follows(entry: AuditEntry, state: ChainState) -> bool:
    is_next = (entry.sequence, entry.previous_hash) == (state.length + 1, state.last_hash)
    return is_next and is_sealed(entry)
