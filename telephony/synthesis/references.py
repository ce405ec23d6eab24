"""Addresses of audio: signed, good for an hour, and each for one clip of one company."""

from uuid import UUID

from django.conf import settings
from django.core import signing

LIFETIME_SECONDS = 3600

_SALT = "telephony.synthesis"


def audio_url(company_id: UUID, name: str) -> str:
    """Return the absolute URL at which Twilio finds the clip."""
    reference = signing.dumps([str(company_id), name], salt=_SALT)
    return f"{settings.PUBLIC_BASE_URL}/api/twilio/audio/{reference}"


def read_reference(reference: str) -> tuple[UUID, str] | None:
    """Return the company and clip that a reference names; None where it is not ours, or is old."""
    try:
        company_id, name = signing.loads(reference, salt=_SALT, max_age=LIFETIME_SECONDS)
    except signing.BadSignature:
        return None
    return UUID(company_id), name
