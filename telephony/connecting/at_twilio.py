"""An account and its numbers as Twilio has them, asked over its REST API outside every scope."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from requests import RequestException
from twilio.base.exceptions import TwilioException
from twilio.http.response import Response

from telephony.connecting.refusals import NotConnected, TokenRefused
from telephony.twilio_client import twilio_client
from tenants.phone_formats import valid_account_sid
from tenants.scope import calling_out
from tenants.twilio_account import TwilioAccount

TIMEOUT_SECONDS = 4.0
PAGE_SIZE = 1000
UNAUTHORIZED, NOT_FOUND, TOO_MANY_REQUESTS = 401, 404, 429

NumberAtTwilio = Any
"""Twilio's `IncomingPhoneNumberInstance`; any of its fields may be None."""


class AccountAtTwilio:
    """One account; what it cannot answer with raises `NotConnected`."""

    def __init__(self, account: TwilioAccount) -> None:
        _require_known(account)
        self.sid = account.sid
        self._client = twilio_client(
            account.sid, account.auth_token, timeout_seconds=TIMEOUT_SECONDS
        )

    def check_token(self) -> None:
        """Raise `TokenRefused` for a wrong token; the account has to be in use, too."""
        with self._asking():
            status = self._client.api.v2010.accounts(self.sid).fetch().status
        if status != "active":
            raise NotConnected(f"The account {self.sid} is {status} at Twilio.")

    def find(self, number: str) -> NumberAtTwilio:
        """Return the number; Twilio searches by the digits in it, so others may come too."""
        with self._asking():
            found = self._client.incoming_phone_numbers.list(phone_number=number)
        for one in found:
            if one.phone_number == number:
                return one
        raise NotConnected(f"The account {self.sid} does not have the number {number}.")

    def numbers(self) -> list[NumberAtTwilio]:
        """Return all of its numbers."""
        with self._asking():
            return list(self._client.incoming_phone_numbers.list(page_size=PAGE_SIZE))

    def change(self, number_sid: str, values: Mapping[str, str]) -> NumberAtTwilio:
        """Set these fields of a number, and return it as it stands then."""
        with self._asking():
            return self._client.incoming_phone_numbers(number_sid).update(**values)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            with calling_out():
                yield
        except TwilioException as error:
            raise self._refusal(error) from error
        except (RequestException, ValueError) as error:  # ValueError: no JSON came
            message = f"Twilio did not answer ({type(error).__name__}): try again."
            raise NotConnected(message) from error

    def _refusal(self, error: TwilioException) -> NotConnected:
        status = _status_of(error)
        if status == UNAUTHORIZED:
            return TokenRefused(self.sid)
        if status == NOT_FOUND:
            return NotConnected(f"Twilio knows no such account or number (of {self.sid}).")
        if status == TOO_MANY_REQUESTS:
            return NotConnected("Twilio is getting too many requests: try again in a minute.")
        code = getattr(error, "code", None) or status
        return NotConnected(f"Twilio answered with error {code}: try again, or look it up there.")


def _status_of(error: TwilioException) -> int | None:
    """Return the answer's status; of a list's page the library keeps the answer alone."""
    answers = [one for one in error.args if isinstance(one, Response)]
    return answers[0].status_code if answers else getattr(error, "status", None)


def _require_known(account: TwilioAccount) -> None:
    try:
        valid_account_sid(account.sid)
    except ValidationError as error:
        raise NotConnected(
            "The number has no Twilio account: set its account's SID, or TWILIO_ACCOUNT_SID for"
            " the platform's."
        ) from error
    if not account.auth_token:
        raise NotConnected(f"The auth token of the account {account.sid} is not known here.")
