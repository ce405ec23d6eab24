"""A stand-in for Twilio's REST API: accounts and their numbers, over real HTTP."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from tests.serving import QuietHandler, serving

SID = "AC" + "a" * 32
TOKEN = "b" * 32
NUMBER = "+12395550100"
OTHER = "+12395550199"
AUTHENTICATE = {"code": 20003, "message": "Authenticate", "status": 401}
NOT_FOUND = {"code": 20404, "message": "The requested resource was not found", "status": 404}

_PATH = re.compile(r"/2010-04-01/Accounts/(AC\w+)(?:/IncomingPhoneNumbers(?:/(PN\w+))?)?\.json")

Answer = tuple[int, Any]


def number_row(number: str, **columns: Any) -> dict[str, Any]:
    """Return a number as Twilio has it after it was bought."""
    return {
        "sid": f"PN{int(number[1:]):032x}",
        "account_sid": SID,
        "phone_number": number,
        "friendly_name": f"({number[2:5]}) {number[5:8]}-{number[8:]}",
        "capabilities": {"voice": True, "sms": True, "mms": True, "fax": False},
        "voice_url": "https://demo.twilio.com/welcome/voice/",
        "voice_method": "POST",
        "voice_fallback_url": "",
        "voice_fallback_method": "POST",
        "voice_application_sid": "",
        "trunk_sid": None,
        "status_callback": "",
        "status_callback_method": "POST",
        "sms_url": "https://demo.twilio.com/welcome/sms/reply",
        "sms_method": "POST",
        "sms_application_sid": "",
        **columns,
    }


@dataclass
class TwilioStandIn:
    """One account and its numbers; `answers` puts another answer in the place of its own.

    It is silent until `goes_on` is set, and keeps what it was asked.
    """

    url: str = ""
    status: str = "active"
    numbers: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    goes_on: Event = field(default_factory=Event)
    asked: list[str] = field(default_factory=list)
    changed: list[dict[str, str]] = field(default_factory=list)

    def begin_anew(self) -> None:
        """Forget everything, and have the account with two numbers again."""
        self.status, self.numbers = "active", [number_row(OTHER), number_row(NUMBER)]
        self.answers, self.asked, self.changed = {}, [], []
        self.goes_on.set()

    def number(self) -> dict[str, Any]:
        """Return the number that is connected."""
        return next(row for row in self.numbers if row["phone_number"] == NUMBER)

    def reply(self, authorization: str, method: str, url: str, body: str) -> Answer:
        """Return what Twilio would answer."""
        asked = urlsplit(url)
        account, number_sid = _PATH.fullmatch(asked.path).groups()  # type: ignore[union-attr]
        is_list = asked.path.endswith("IncomingPhoneNumbers.json")
        kind = "change" if number_sid else "list" if is_list else "account"
        self.asked.append(kind)
        if b64decode(authorization.removeprefix("Basic ")).decode() != f"{SID}:{TOKEN}":
            return 401, AUTHENTICATE
        if kind in self.answers:
            return self.answers[kind]
        if kind == "change":
            return self._change(number_sid, dict(parse_qsl(body, keep_blank_values=True)))
        if kind == "list":
            return self._page(asked.path, parse_qs(asked.query))
        return 200, {"sid": account, "status": self.status}

    def _change(self, number_sid: str, sent: dict[str, str]) -> Answer:
        row = next(row for row in self.numbers if row["sid"] == number_sid)
        self.changed.append(sent)
        row.update({_snake(name): value for name, value in sent.items()})
        return 200, row

    def _page(self, path: str, query: dict[str, list[str]]) -> Answer:
        """Answer with one number a page: those whose digits hold the ones that were asked for."""
        wanted = query.get("PhoneNumber", [""])[0]
        found = [row for row in self.numbers if wanted in row["phone_number"]]
        page = int(query.get("Page", ["0"])[0])
        is_last = page + 1 >= len(found)
        following = None if is_last else f"{path}?Page={page + 1}&PhoneNumber={wanted}"
        rows = found[page : page + 1]
        return 200, {"incoming_phone_numbers": rows, "page": page, "next_page_uri": following}


@contextmanager
def standing_in() -> Iterator[TwilioStandIn]:
    """Run the server for the time of the block."""
    stand_in = TwilioStandIn()
    with serving(_handler_of(stand_in)) as stand_in.url:
        yield stand_in


def _handler_of(stand_in: TwilioStandIn) -> type[QuietHandler]:
    class Handler(QuietHandler):
        def do_GET(self) -> None:
            body = self.read_body().decode()
            stand_in.goes_on.wait(30)
            told = stand_in.reply(self.headers["Authorization"], self.command, self.path, body)
            status, document = told
            text = document if isinstance(document, str) else json.dumps(document)
            self.answer(status, text.encode(), {"Content-Type": "application/json"})

        do_POST = do_GET

    return Handler


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
