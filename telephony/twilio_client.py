"""Twilio's client for one account, at the API that the settings name."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client


class ConfiguredHttp(TwilioHttpClient):
    """Asks `TWILIO_API_URL` wherever the library would ask `api.twilio.com`."""

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        """Ask, and follow no redirect."""
        asked = urlsplit(url)
        path = asked._replace(scheme="", netloc="").geturl()
        return super().request(method, f"{settings.TWILIO_API_URL}{path}", *args, **kwargs)


def twilio_client(account_sid: str, auth_token: str, *, timeout_seconds: float) -> Client:
    """Return a client that keeps no connection and waits this long for each answer."""
    http = ConfiguredHttp(pool_connections=False, timeout=timeout_seconds)
    return Client(account_sid, auth_token, http_client=http)
