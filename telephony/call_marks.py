"""What makes a call a test call: its SID, and a signature that only this server can make."""

from uuid import UUID, uuid4

from django.utils.crypto import salted_hmac

_PREFIX = "CAtest_"  # Twilio's own are CA and 32 hexadecimal digits


def new_test_sid() -> str:
    """Return the SID of a new test call."""
    return f"{_PREFIX}{uuid4().hex}"


def is_test_sid(call_sid: str) -> bool:
    """Return whether a call with this SID has to be signed as a test call."""
    return call_sid.startswith(_PREFIX)


def signing_token_of(company_id: UUID, call_sid: str) -> str:
    """Return what signs the requests of one test call of one company: no token of Twilio's does."""
    secret = salted_hmac("telephony.test_call", f"{company_id}:{call_sid}", algorithm="sha256")
    return secret.hexdigest()
