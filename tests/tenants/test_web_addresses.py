"""Addresses that are kept lead to the public web, and nothing fetches one that was told to us."""

import ast

import pytest
from django.core.exceptions import ValidationError

from telephony.models import Message
from tenants.web_addresses import valid_public_address
from tests.isolation.test_source import ROOT, sources

SPEAKS_HTTP = {
    "telephony/connecting/at_twilio.py",  # to Twilio's API, by twilio_client
    "telephony/privacy/twilio_recordings.py",  # to Twilio's API, by the library's own address
    "telephony/simulator/transport.py",  # to this server, whose address is PUBLIC_BASE_URL
    "telephony/synthesis/elevenlabs.py",  # to ELEVENLABS_URL
    "telephony/twilio_client.py",  # to Twilio's API, or TWILIO_API_URL
}
CLIENTS = (
    "requests", "urllib.request", "urllib3", "http.client", "httpx", "aiohttp", "socket",
    "twilio.rest", "twilio.http", "ftplib", "smtplib",
)  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1",
        "https://api.dublin.ie1.twilio.com/x",
        "https://bucket.s3.eu-west-1.amazonaws.com:443/a?b=c#d",
        "https://xn--bcher-kva.xn--p1ai/",
        "HTTPS://Example.COM",
    ],
)
def test_an_address_of_the_public_web_is_taken(address: str) -> None:
    valid_public_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "", "http://example.com/", "ftp://example.com/", "javascript:alert(1)", "//example.com",
        "https://127.0.0.1/", "https://10.0.0.1/", "https://169.254.169.254/latest/meta-data",
        "https://[::1]/", "https://[fd00::1]/", "https://2130706433/", "https://0x7f000001/",
        "https://0177.0.0.1/", "https://127.1/", "https://localhost/", "https://postgres/",
        "https://db.internal/", "https://printer.local/x", "https://LOCALHOST.localdomain/",
        "https://a.b.internal", "https://1.0.0.127.in-addr.arpa/", "https://user@example.com/",
        "https://example.com@10.0.0.1/", "https://example.com:6379/", "https://example.com\\@evil/",
        "https://exa mple.com/", "https://example.com/\n", "https://example.com./",
        "https://-a.example.com/", "https://①②⑦.⓪.⓪.①/", "https://example.com/" + "a" * 500,
    ],
)  # fmt: skip
def test_any_other_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        valid_public_address(address)


def test_a_kept_address_is_checked_by_its_field() -> None:
    (field,) = [one for one in Message._meta.fields if one.name == "recording_url"]

    with pytest.raises(ValidationError):
        field.clean("https://10.0.0.1/", Message())


def test_nobody_but_these_speaks_to_another_server() -> None:
    speaking = {
        str(file.relative_to(ROOT)) for file in sources() if imports_a_client(file.read_text())
    }

    assert speaking == SPEAKS_HTTP


@pytest.mark.parametrize(
    "line", ["import requests", "from urllib.request import urlopen", "import urllib3.util"]
)
def test_a_client_would_be_found(line: str) -> None:
    assert imports_a_client(line)


def imports_a_client(source: str) -> bool:
    """Return whether the code imports what can open a connection."""
    nodes = list(ast.walk(ast.parse(source)))
    plain = [name.name for one in nodes if isinstance(one, ast.Import) for name in one.names]
    named = [one.module or "" for one in nodes if isinstance(one, ast.ImportFrom)]
    return any(f"{name}.".startswith(f"{client}.") for name in plain + named for client in CLIENTS)
