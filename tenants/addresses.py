"""Where a request comes from."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the client's address as the connection has it, or as the first of our proxies saw it.

    Each of the `PROXIES` adds the address that it saw to the end of `X-Forwarded-For`. What stands
    before those the client itself has written, so without proxies nothing of it is believed.
    """
    told = request.headers.get("X-Forwarded-For", "")
    seen = told.split(",")[-settings.PROXIES :]
    if told and 0 < settings.PROXIES == len(seen):
        return seen[0].strip()
    address: str = request.META.get("REMOTE_ADDR", "")
    return address
