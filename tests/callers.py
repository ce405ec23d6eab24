"""Callers and Twilio, in process: whole calls, single signed deliveries, and what was logged."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from logging import Handler, LogRecord, getLogger
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections, connection
from django.http import HttpResponse
from django.test import Client

from telephony.simulator.line import sign
from telephony.simulator.player import Player
from telephony.simulator.transport import FORM, Response, WSGITransport
from tenants.logs import JSONFormatter
from tenants.models import Company, PhoneNumber
from tests.factories import (
    PhoneNumberFactory,
    ScenarioCategoryFactory,
    ScenarioFactory,
    VariableFactory,
)

CALLER = "+12125550123"
CALL = "CA" + "1" * 32
PLATFORM_ACCOUNT = "AC" + "0" * 32
PRICE_QUESTION = "how much is a service call"
SAFETY = "Leave the house now and call 911 from outside."


def open_line(company: Company, *, price: str = "125", **number: Any) -> PhoneNumber:
    """Give the company a number, a price that callers may ask for, a gas emergency, a goodbye."""
    VariableFactory(company=company, name="companyName", value=company.name)
    VariableFactory(company=company, name="servicecallprice", type="money", value=price)
    category = ScenarioCategoryFactory(company=company)
    ScenarioFactory(
        company=company,
        category=category,
        key="service_call_price",
        triggers=[PRICE_QUESTION],
        quick_replies=["A service call with {companyName} is {servicecallprice}."],
    )
    ScenarioFactory(
        company=company,
        category=category,
        key="emergency_gas",
        is_emergency=True,
        triggers=["i smell gas"],
        quick_replies=[SAFETY],
    )
    ScenarioFactory(
        company=company,
        category=category,
        key="goodbye",
        triggers=["goodbye"],
        quick_replies=["Goodbye from {companyName}."],
        action_hooks=["end_call"],
    )
    return PhoneNumberFactory(company=company, **number)


def caller_for(number: PhoneNumber, **options: Any) -> Player:
    """Return a caller to the number, whose requests are signed as Twilio would sign them."""
    return Player(
        transport=InTest(WSGIHandler()),
        base_url=settings.PUBLIC_BASE_URL,
        auth_token=number.auth_token() or settings.TWILIO_AUTH_TOKEN,
        account_sid=number.account_sid or PLATFORM_ACCOUNT,
        from_number=CALLER,
        to_number=number.number,
        **options,
    )


@contextmanager
def connection_kept() -> Iterator[None]:
    """Let no request of the block close the connection, which holds the test's transaction."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    try:
        yield
    finally:
        request_started.connect(close_old_connections)
        request_finished.connect(close_old_connections)


class InTest(WSGITransport):
    """Calls the application as its server would, on the test's own connection."""

    def post(self, url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> Response:
        """Return the application's answer."""
        with connection_kept():
            return super().post(url, params, headers)

    def get(self, url: str) -> Response:
        """Return the application's answer."""
        with connection_kept():
            return super().get(url)


@dataclass
class Delivery:
    """One request as Twilio makes it; the tests bend it before it is sent."""

    path: str
    params: Mapping[str, str]
    token: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where Twilio believes to be posting."""
        return f"{settings.PUBLIC_BASE_URL}{self.path}"

    def send(self, body: str | None = None, path: str | None = None) -> HttpResponse:
        """Post with the signature of `params`; a `body` or a `path` of one's own is not signed."""
        signature = {"X-Twilio-Signature": sign(self.token, self.url, self.params)}
        return Client().post(
            path or self.path,
            data=urlencode(self.params) if body is None else body,
            content_type=FORM,
            headers={**signature, **self.headers},
        )


@dataclass
class SignedLine:
    """One call to one number, request by request."""

    number: PhoneNumber
    call_sid: str = CALL

    def delivery(self, webhook: str = "voice", **heard: str) -> Delivery:
        """Return a request of this call, to be bent or sent."""
        params = {
            "CallSid": self.call_sid,
            "AccountSid": self.number.account_sid or PLATFORM_ACCOUNT,
            "From": CALLER,
            "To": self.number.number,
            "CallStatus": "in-progress",
            "Direction": "inbound",
            "ApiVersion": "2010-04-01",
            **heard,
        }
        token = self.number.auth_token() or settings.TWILIO_AUTH_TOKEN
        return Delivery(f"/api/twilio/{webhook}", params, token)

    def begin(self) -> str:
        """Return the TwiML of the greeting."""
        return self.delivery().send().content.decode()

    def say(self, index: int, speech: str) -> str:
        """Return the TwiML of a turn in which the caller speaks."""
        return self.turn(index, SpeechResult=speech, Confidence="0.93")

    def turn(self, index: int, **heard: str) -> str:
        """Return the TwiML of a turn."""
        return self.delivery(f"voice/turns/{index}", **heard).send().content.decode()

    def status(self, status: str, **facts: str) -> HttpResponse:
        """Post a status callback."""
        return self.delivery("status", CallStatus=status, **facts).send()


class _Lines(Handler):
    """Formats each record as the server does."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines
        self.setFormatter(JSONFormatter())

    def emit(self, record: LogRecord) -> None:
        """Keep the line."""
        self.lines.append(self.format(record))


@contextmanager
def logged() -> Iterator[list[str]]:
    """Collect the lines that the server would log in the block."""
    lines: list[str] = []
    handler = _Lines(lines)
    getLogger().addHandler(handler)
    try:
        yield lines
    finally:
        getLogger().removeHandler(handler)


@contextmanager
def database_gone(only: str = "") -> Iterator[None]:
    """Refuse every statement, or those that begin with `only`, as a database out of reach does."""

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(only):
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield
