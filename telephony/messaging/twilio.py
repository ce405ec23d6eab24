"""Texts through Twilio's REST API, with the account and the token of the number."""

from twilio.base.exceptions import TwilioException, TwilioRestException

from telephony.messaging.unsent import NotSent
from telephony.twilio_client import twilio_client

TIMEOUT_SECONDS = 5.0
TOO_MANY_REQUESTS = 429


class TwilioProvider:
    """Twilio's client for one account."""

    def __init__(self, account_sid: str, auth_token: str) -> None:
        client = twilio_client(account_sid, auth_token, timeout_seconds=TIMEOUT_SECONDS)
        self._messages = client.messages

    def send(self, from_number: str, to: str, body: str, status_url: str) -> str:
        """Send one text and return its SID.

        Raises `NotSent`: finally where Twilio refuses the text, and for now where it is busy or
        out of reach. What was sent before an answer got lost is then sent once more.
        """
        try:
            sent = self._messages.create(
                from_=from_number, to=to, body=body, status_callback=status_url
            )
        except TwilioRestException as error:
            is_final = 400 <= error.status < 500 and error.status != TOO_MANY_REQUESTS
            raise NotSent(str(error.code or error.status), is_final=is_final) from error
        except (TwilioException, OSError) as error:
            raise NotSent(type(error).__name__, is_final=False) from error
        return str(sent.sid)
