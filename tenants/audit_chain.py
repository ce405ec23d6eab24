"""The chain of an audit log: each entry is sealed together with the seal of the entry before it.

A seal is an HMAC-SHA-256 under a key made of `ENCRYPTION_KEYS`, not a bare hash: who can write to
the database but does not know the keys cannot seal a changed log again. As with what is encrypted,
the first key seals and all of them verify, so a key that is taken away leaves its entries without
proof. What a seal covers never changes: entries of years ago must verify.
"""

import hmac
import json
from datetime import UTC
from decimal import Decimal
from typing import Any

from django.conf import settings

_PURPOSE = b"clientsvia audit log"


def seal(entry: Any, previous_hash: str) -> None:
    """Chain an entry whose other fields are final to the one before it ("" for the first)."""
    entry.previous_hash = previous_hash
    entry.hash = _hashes(entry)[0]


def is_sealed(entry: Any) -> bool:
    """Return whether the entry is as it was when it was sealed."""
    return any(hmac.compare_digest(entry.hash, one) for one in _hashes(entry))


def _hashes(entry: Any) -> list[str]:
    content = _canonical(entry).encode()
    keys = [hmac.digest(key, _PURPOSE, "sha256") for key in settings.ENCRYPTION_KEYS]
    return [hmac.new(key, content, "sha256").hexdigest() for key in keys]


def _canonical(entry: Any) -> str:
    """Return the one JSON text of what a seal covers."""
    content = {
        "id": str(entry.pk),
        "companyId": str(entry.company_id),
        "sequence": entry.sequence,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "action": entry.action,
        "details": _plain(entry.details),
        "before": _plain(entry.before),
        "after": _plain(entry.after),
        "address": entry.address,
        "previousHash": entry.previous_hash,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """Return the value with whole numbers as integers, as PostgreSQL gives 1e20 back."""
    if isinstance(value, float) and value.is_integer():
        return int(Decimal(repr(value)))
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value
