"""Recordings at Twilio: deleted or gone is done, anything else is tried again."""

import pytest
from pytest_django.fixtures import Settings
from requests import ConnectionError as Unreachable
from requests import Timeout
from twilio.http.http_client import TwilioHttpClient

from telephony.privacy.twilio_recordings import (
    TIMEOUT_SECONDS,
    NoRecordings,
    NotDeleted,
    TwilioRecordings,
    recordings_at,
)
from tenants.models import PhoneNumber
from tenants.routing import NumberRoute, route_number
from tests.telephony.messaging.test_twilio import Wire


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    """Return the network."""
    return Wire(monkeypatch)


def account() -> TwilioRecordings:
    """Return an account's recordings, with a client that keeps no connection."""
    http = TwilioHttpClient(timeout=TIMEOUT_SECONDS, pool_connections=False)
    return TwilioRecordings("AC1", "token", http)


def test_a_recording_is_deleted_with_the_accounts_token_and_a_short_patience(wire: Wire) -> None:
    wire.answer = (204, {})

    account().delete("RE1")

    (request,) = wire.requests
    assert request.method == "DELETE"
    assert request.url == "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1.json"
    assert request.headers["Authorization"] == "Basic QUMxOnRva2Vu"
    assert wire.timeouts == [TIMEOUT_SECONDS]


def test_one_that_is_gone_is_done(wire: Wire) -> None:
    wire.answer = (404, {"code": 20404, "message": "not found"})

    account().delete("RE1")

    assert len(wire.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [(401, {"code": 20003}), (429, {"code": 20429}), (500, {}), Timeout(), Unreachable()],
    ids=["token", "busy", "broken", "slow", "away"],
)
def test_anything_else_is_tried_again(wire: Wire, answer: object) -> None:
    wire.answer = answer  # type: ignore[assignment]

    with pytest.raises(NotDeleted):
        account().delete("RE1")


@pytest.mark.django_db
def test_whose_account_it_is_is_the_numbers(number: PhoneNumber, settings: Settings) -> None:
    route = route_number(number.number)
    nobodys = NumberRoute(number.number, number.company_id, "", "UTC", 1, True, False, "", "")
    assert route is not None

    recorded = recordings_at(route)
    settings.SMS_PROVIDER = "twilio"
    settings.TWILIO_ACCOUNT_SID = ""

    assert isinstance(recorded, NoRecordings)
    assert isinstance(recordings_at(route), TwilioRecordings)
    with pytest.raises(NotDeleted):
        recordings_at(nobodys)
