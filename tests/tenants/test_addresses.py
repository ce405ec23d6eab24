"""Where a request comes from: nobody makes it up."""

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from tenants.addresses import client_address

PEER = "192.0.2.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, PEER),
        (0, "203.0.113.5", PEER),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "10.0.0.1, made up,203.0.113.5", "203.0.113.5"),
        (2, "made up, 203.0.113.5, 198.51.100.1", "203.0.113.5"),
        (2, "203.0.113.5", PEER),
        (1, "2001:db8::5", "2001:db8::5"),
    ],
)
def test_only_what_our_own_proxies_added_is_believed(
    settings: Settings, proxies: int, forwarded: str | None, address: str
) -> None:
    settings.PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    request = RequestFactory().get("/", REMOTE_ADDR=PEER, headers=headers)

    assert client_address(request) == address


def test_a_request_that_came_past_the_proxy_has_its_own_address(settings: Settings) -> None:
    settings.PROXIES = 1

    assert client_address(RequestFactory().get("/", REMOTE_ADDR=PEER)) == PEER
