"""Who sends a text: Twilio, or for tests and the demo nobody."""

from logging import getLogger
from typing import Protocol
from uuid import uuid4

from django.conf import settings

from telephony.messaging.twilio import TwilioProvider
from telephony.messaging.unsent import NotSent
from tenants.logs import ending
from tenants.routing import NumberRoute

logger = getLogger(__name__)


class Provider(Protocol):
    """Sends texts from a company's number."""

    def send(self, from_number: str, to: str, body: str, status_url: str) -> str:
        """Send one text and return its SID; raises `NotSent`."""


class RecordingProvider:
    """Sends nothing: the rows in the outbox are all there is."""

    def send(self, from_number: str, to: str, body: str, status_url: str) -> str:
        """Return a SID of Twilio's form."""
        logger.info("text_recorded", extra={"number_ending": ending(to)})
        return f"SM{uuid4().hex}"


def provider_of(route: NumberRoute) -> Provider:
    """Return who sends from this number; raises `NotSent` where no account is known."""
    if settings.SMS_PROVIDER == "record":
        return RecordingProvider()
    account_sid = route.account_sid or settings.TWILIO_ACCOUNT_SID
    if not (account_sid and route.auth_token):
        raise NotSent("no_account", is_final=True)
    return TwilioProvider(account_sid, route.auth_token)
