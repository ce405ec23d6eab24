"""An entry as a line of a file: sealed for its company, with a checksum."""

import json
import zlib
from uuid import UUID

from telephony.journal.documents import document_of, value_of
from telephony.journal.entries import KINDS, Entry
from tenants.encryption import decrypt, encrypt

FIELD = "journal"


class BrokenRecord(ValueError):
    """A line was not written whole, or has changed since."""


def record_of(entry: Entry) -> bytes:
    """Return the entry's line; only its kind and its company can be read without the key."""
    kind = next(name for name, one in KINDS.items() if isinstance(entry, one))
    company_id = entry.line.company_id
    sealed = encrypt(document_of(entry), company_id, FIELD)
    document = {"kind": kind, "company": str(company_id), "sealed": sealed}
    return json.dumps({**document, "sum": _sum(sealed)}).encode() + b"\n"


def entry_of(record: bytes) -> Entry:
    """Return the line's entry; raises `BrokenRecord`, or `UnreadableSecret` without its key."""
    try:
        document = json.loads(record)
        kind, company, sealed = (document[name] for name in ("kind", "company", "sealed"))
        is_whole = record.endswith(b"\n") and document["sum"] == _sum(sealed)
        known, company_id = KINDS[kind], UUID(company)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BrokenRecord("This is no line of the journal.") from error
    if not is_whole:
        raise BrokenRecord("The line's checksum is another's.")
    entry: Entry = value_of(known, decrypt(sealed, company_id, FIELD))
    return entry


def company_of(record: bytes) -> UUID | None:
    """Return whose a line is, which needs no key; None where that can't be read."""
    try:
        return UUID(json.loads(record)["company"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _sum(sealed: str) -> int:
    return zlib.crc32(sealed.encode())
