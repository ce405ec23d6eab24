"""Twilio's client: what it posts, and which of its errors are tried again."""

from json import dumps
from typing import Any
from urllib.parse import parse_qs

import pytest
from requests import ConnectionError as Unreachable
from requests import PreparedRequest, Response, Session, Timeout

from telephony.messaging.twilio import TIMEOUT_SECONDS, TwilioProvider
from telephony.messaging.unsent import NotSent

ARGUMENTS = ("+12395550100", "+12125550123", "On our way.", "https://phone.example/api/twilio/sms")


class Wire:
    """Stands in for the network, below Twilio's own client."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.requests: list[PreparedRequest] = []
        self.timeouts: list[Any] = []
        self.answer: Exception | tuple[int, dict[str, Any]] = (201, {"sid": "SM1"})
        monkeypatch.setattr(Session, "send", self.send)

    def send(self, request: PreparedRequest, **options: Any) -> Response:
        """Answer as told."""
        self.requests.append(request)
        self.timeouts.append(options["timeout"])
        if isinstance(self.answer, Exception):
            raise self.answer
        response = Response()
        response.status_code, response._content = self.answer[0], dumps(self.answer[1]).encode()
        return response


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    """Return the network."""
    return Wire(monkeypatch)


def test_a_text_is_posted_to_the_account_with_its_token_and_a_short_patience(wire: Wire) -> None:
    assert TwilioProvider("AC1", "token").send(*ARGUMENTS) == "SM1"

    (request,) = wire.requests
    assert request.url == "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json"
    assert request.headers["Authorization"] == "Basic QUMxOnRva2Vu"
    assert parse_qs(str(request.body)) == {
        "From": [ARGUMENTS[0]],
        "To": [ARGUMENTS[1]],
        "Body": [ARGUMENTS[2]],
        "StatusCallback": [ARGUMENTS[3]],
    }
    assert wire.timeouts == [TIMEOUT_SECONDS]


@pytest.mark.parametrize(
    ("answer", "reason", "is_final"),
    [
        ((400, {"code": 21614, "message": "not a mobile"}), "21614", True),
        ((401, {"code": 20003, "message": "Authenticate"}), "20003", True),
        ((429, {"code": 20429, "message": "too many"}), "20429", False),
        ((500, {"code": 20500, "message": "our fault"}), "20500", False),
        ((503, {}), "503", False),
        (Timeout(), "Timeout", False),
        (Unreachable(), "ConnectionError", False),
    ],
)
def test_a_refusal_is_final_and_an_outage_is_not(
    wire: Wire, answer: Any, reason: str, is_final: bool
) -> None:
    wire.answer = answer

    with pytest.raises(NotSent) as failure:
        TwilioProvider("AC1", "token").send(*ARGUMENTS)

    assert (failure.value.reason, failure.value.is_final) == (reason, is_final)
