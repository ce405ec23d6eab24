"""A company removed for good, with its recordings at Twilio and its files, and proof of it."""

from collections.abc import Callable
from dataclasses import dataclass
from logging import getLogger
from uuid import UUID

from telephony.privacy.files import drop_lines, forget_audio
from telephony.privacy.recordings import Outcome, delete_recordings, doom_recordings
from tenants.audit import verify_chain
from tenants.offboarding.kinds import id_pages_of, kinds
from tenants.offboarding.purging import purge_rows, require_marked
from tenants.offboarding.scanning import traces_of
from tenants.scope import company_scope

logger = getLogger(__name__)


@dataclass(frozen=True)
class Purged:
    """What was removed, and what is left of it: nothing, unless something was at work meanwhile.

    The end of the audit log that went is told, for whoever keeps it.
    """

    rows: dict[str, int]
    files: int
    recordings: Outcome
    audit_entries: int
    last_hash: str
    left: dict[str, int]


def purge_company(company_id: UUID, *, told: Callable[[str], object]) -> Purged:
    """Remove a company that is marked as deleted; raises `Conflict` where it is not.

    Recordings go first, while the numbers' tokens are there; those that Twilio does not delete now
    are told, because afterwards nobody here knows of them.
    """
    require_marked(company_id)
    recordings = _delete_recordings(company_id)
    told(f"recordings: {recordings.deleted}")
    with company_scope(company_id):
        log = verify_chain()
    rows = purge_rows(company_id, told=told)
    files = forget_audio(company_id) + drop_lines(company_id)
    facts = {"company": str(company_id), "count": sum(rows.values())}
    logger.warning("company_purged", extra=facts)
    left = traces_of(company_id)
    return Purged(rows, files, recordings, log.length, log.last_hash, left)


def _delete_recordings(company_id: UUID) -> Outcome:
    for kind in kinds():
        if not getattr(kind.model, "recording_fields", ()):
            continue
        for ids in id_pages_of(kind, company_id):
            with company_scope(company_id, writing=True):
                doom_recordings(kind.model, ids)
    return delete_recordings(company_id)
