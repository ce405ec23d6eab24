"""The account at Twilio that a number is on."""

from dataclasses import dataclass, field

from django.utils.crypto import salted_hmac


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    """An account's SID and its auth token; either may be empty where it is not known."""

    sid: str
    auth_token: str = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """Return what tells this account and token from any other, and tells neither."""
        told = f"{self.sid}:{self.auth_token}"
        return salted_hmac("tenants.twilio_account", told, algorithm="sha256").hexdigest()
