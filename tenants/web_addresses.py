"""Addresses of the web that are told to us and kept: of the public web, over HTTPS, by name.

Nothing here is ever fetched. One that was kept stands before people as a link, and must not be
made to lead them, or a fetch that somebody adds one day, to a host inside a network.
"""

import re

from django.core.exceptions import ValidationError

MAX_CHARS = 500

_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_INSIDE = r"(localhost|local|localdomain|internal|intranet|lan|home|corp|private|arpa|test|onion)"
PUBLIC_ADDRESS = re.compile(
    rf"(?=.{{1,{MAX_CHARS}}}\Z)https://(({_LABEL}\.)+(?!{_INSIDE}[:/?#]|{_INSIDE}$)[a-z]([a-z0-9-]*[a-z0-9])?)"
    r"(:443)?([/?][!-~]*)?",
    re.IGNORECASE,
)
"""HTTPS, a host with a public name, no number for it and no port."""


def valid_public_address(address: str) -> None:
    """Raise `ValidationError` unless the address is one of the public web."""
    if not PUBLIC_ADDRESS.fullmatch(address):
        raise ValidationError("Only https:// addresses of the public web.")
