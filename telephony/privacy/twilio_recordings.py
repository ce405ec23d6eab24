"""Deleting recordings through Twilio's REST API, with the account and the token of a number."""

from typing import Protocol

from django.conf import settings
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import HttpClient, TwilioHttpClient
from twilio.rest import Client

from tenants.routing import NumberRoute

TIMEOUT_SECONDS = 5.0
GONE = 404


class NotDeleted(Exception):
    """Twilio did not delete a recording now; the message is its code or a word of ours."""


class Recordings(Protocol):
    """The recordings of one account."""

    def delete(self, sid: str) -> None:
        """Delete a recording, or find it gone; raises `NotDeleted`."""


class NoRecordings:
    """An account without recordings, for tests and the demo."""

    def delete(self, sid: str) -> None:
        """Find it gone."""


class TwilioRecordings:
    """Twilio's client for one account."""

    def __init__(self, account_sid: str, auth_token: str, http: HttpClient | None = None) -> None:
        http_client = http or TwilioHttpClient(timeout=TIMEOUT_SECONDS)
        self._recordings = Client(account_sid, auth_token, http_client=http_client).recordings

    def delete(self, sid: str) -> None:
        """Delete a recording with its transcription, or find it gone; raises `NotDeleted`."""
        try:
            self._recordings(sid).delete()
        except TwilioRestException as error:
            if error.status != GONE:
                raise NotDeleted(str(error.code or error.status)) from error
        except (TwilioException, OSError) as error:
            raise NotDeleted(type(error).__name__) from error


def recordings_at(route: NumberRoute) -> Recordings:
    """Return the recordings of a number's account; raises `NotDeleted` where none is known."""
    if settings.SMS_PROVIDER == "record":
        return NoRecordings()
    account_sid = route.account_sid or settings.TWILIO_ACCOUNT_SID
    if not (account_sid and route.auth_token):
        raise NotDeleted("no_account")
    return TwilioRecordings(account_sid, route.auth_token)
