"""A player that calls a fake server."""

import pytest

from telephony.simulator.player import Player
from telephony.simulator.transport import WSGITransport
from tests.telephony.simulator.fake_server import SIGNING_KEY, FakeServer


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def player(server: FakeServer) -> Player:
    return Player(
        transport=WSGITransport(server),
        base_url="https://phone.example.com",
        auth_token=SIGNING_KEY,
        account_sid="AC" + "0" * 32,
        from_number="+14155550100",
        to_number="+18005550199",
    )
