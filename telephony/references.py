"""Signed references: whose token checks a request whose `To` is none of our numbers.

A reference stands in a URL of ours. It never replaces Twilio's signature, which covers the URL; it
tells with which number's token that is checked, and what the request is about.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.core import signing

MAX_AGE_SECONDS = 7 * 24 * 3600


class Purpose(StrEnum):
    """What a reference is good for; for nothing else it counts."""

    WHISPER = "whisper"
    RECORDING = "recording"
    TRANSCRIPTION = "transcription"
    CALL_RECORDING = "call-recording"
    TEXT_STATUS = "text-status"


@dataclass(frozen=True, slots=True)
class Reference:
    """One of our numbers, the company that had it then, and what else is known of the request."""

    number: str
    company_id: UUID
    facts: Mapping[str, str] = field(default_factory=dict)

    def signed(self, purpose: Purpose) -> str:
        """Return the reference as it stands in a URL."""
        told = [self.number, self.company_id.hex, dict(self.facts)]
        return signing.dumps(told, salt=_salt(purpose), compress=True)


def read_reference(purpose: Purpose, signed: str) -> Reference | None:
    """Return what was signed for this purpose within a week, or None."""
    try:
        number, company, facts = signing.loads(signed, salt=_salt(purpose), max_age=MAX_AGE_SECONDS)
    except signing.BadSignature:
        return None
    return Reference(number, UUID(company), facts)


def referring_url(path: str, purpose: Purpose, reference: Reference) -> str:
    """Return the absolute URL of a webhook, with the reference in it."""
    return f"{settings.PUBLIC_BASE_URL}/api/twilio/{path}?ref={reference.signed(purpose)}"


def _salt(purpose: Purpose) -> str:
    return f"telephony.references.{purpose}"
