"""Logs: one JSON object a line, of listed fields, and never what a caller said."""

import json
import logging
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tenants.logs import LOGGED_FIELDS, WITHHELD, JSONFormatter, ending, log_fields
from tenants.middleware import LogContextMiddleware
from tenants.scope import company_scope


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Any:
    """Return a logger whose lines `caplog` formats as they are written in production."""
    caplog.handler.setFormatter(JSONFormatter())
    caplog.set_level(logging.INFO)
    return logging.getLogger("tenants.a_test")


def line_of(caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    """Return the one line that was written."""
    (line,) = caplog.text.splitlines()
    return json.loads(line)


def test_a_line_says_when_how_grave_where_and_what(
    log: Any, caplog: pytest.LogCaptureFixture
) -> None:
    log.warning("turn_answered")

    line = line_of(caplog)
    assert line.keys() == {"at", "level", "logger", "event"}
    assert (line["level"], line["logger"], line["event"]) == (
        "warning",
        "tenants.a_test",
        "turn_answered",
    )
    assert line["at"].endswith("+00:00")


@pytest.mark.parametrize("name", sorted(LOGGED_FIELDS))
def test_a_listed_field_is_written(name: str, log: Any, caplog: pytest.LogCaptureFixture) -> None:
    log.info("event", extra={name: "value"})

    assert line_of(caplog)[name] == "value"


@pytest.mark.parametrize(
    "name", ["utterance", "speech", "reply", "password", "token", "body", "number", "variables"]
)
def test_any_other_field_is_dropped(name: str, log: Any, caplog: pytest.LogCaptureFixture) -> None:
    log.info("event", extra={name: "my card number is 4111"})

    assert "4111" not in caplog.text


def test_an_exception_is_told_by_its_type_and_place_without_values(
    log: Any, caplog: pytest.LogCaptureFixture
) -> None:
    _fail_and_log(log, "my card number is 4111")

    line = line_of(caplog)
    assert line["error_type"] == "ValueError"
    assert "_fail_and_log" in line["where"][-1]
    assert "4111" not in caplog.text


def test_a_long_trace_is_cut_to_its_last_frames(log: Any, caplog: pytest.LogCaptureFixture) -> None:
    try:
        _fail_deep(40)
    except ValueError:
        log.exception("event")

    assert len(line_of(caplog)["where"]) == 12


def test_a_line_stays_one_line(log: Any, caplog: pytest.LogCaptureFixture) -> None:
    log.info("first\nsecond", extra={"reason": 'a\r\nb"}{'})

    assert line_of(caplog)["reason"] == 'a\r\nb"}{'


def test_fields_in_force_are_added_and_end_with_their_block(
    log: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with log_fields(request="r1"), log_fields(company="c1"):
        log.info("inside")
    log.info("outside")

    inside, outside = (json.loads(line) for line in caplog.text.splitlines())
    assert (inside["request"], inside["company"]) == ("r1", "c1")
    assert outside.keys().isdisjoint({"request", "company"})


@pytest.mark.django_db
def test_every_line_in_a_scope_names_its_company(
    log: Any, caplog: pytest.LogCaptureFixture
) -> None:
    company_id = uuid4()

    with company_scope(company_id):
        log.info("event")

    assert line_of(caplog)["company"] == str(company_id)


def test_a_requests_lines_carry_the_id_of_its_answer(
    log: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        log.info("event")
        return HttpResponse()

    answer = LogContextMiddleware(view)(RequestFactory().get("/"))

    assert line_of(caplog)["request"] == answer["X-Request-Id"]


def test_djangos_own_line_of_a_request_tells_its_route_and_nothing_of_its_path(
    client: Client, log: Any, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/api/ann@example.com/sk-4111?search=4111", headers={"Referer": "http://4111"})

    line = line_of(caplog)
    assert (line["event"], line["status_code"]) == (WITHHELD, 404)
    assert line["route"] == "^api/(?P<rest>.*)$"
    assert "4111" not in caplog.text
    assert "ann" not in caplog.text


@pytest.mark.parametrize(
    "name", ["django.request", "gunicorn.error", "urllib3", "twilio.http_client", "onnxruntime", ""]
)
@pytest.mark.parametrize(
    ("message", "values"),
    [("token sk-4111", ()), ("%s", ("sk-4111",)), ("Booting worker: %s", ("sk-4111",))],
)
def test_a_librarys_message_is_withheld_with_the_place_that_logged_it(
    name: str,
    message: str,
    values: tuple[str, ...],
    log: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    logging.getLogger(name).error(message, *values, extra={"reason": "sk-4111"})

    line = line_of(caplog)
    assert line["event"] == WITHHELD
    assert "test_a_librarys_message" in line["where"][0]
    assert "4111" not in caplog.text


def test_the_servers_own_state_is_told_in_its_words(
    log: Any, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("gunicorn.error").info("Booting worker with pid: %s", 12)

    assert line_of(caplog)["event"] == "Booting worker with pid: 12"


@pytest.mark.parametrize(
    ("message", "values"), [("Ann called", ()), ("called_by_%s", ("ann",)), ("Ann", ())]
)
def test_an_event_of_ours_is_a_name(
    message: str, values: tuple[str, ...], log: Any, caplog: pytest.LogCaptureFixture
) -> None:
    log.warning(message, *values)

    assert line_of(caplog)["event"] == WITHHELD


def test_no_librarys_logger_writes_past_our_format() -> None:
    names = ("django", "django.server", "django.request", "gunicorn.error")

    assert [logging.getLogger(name).handlers for name in names] == [[]] * len(names)
    assert all(logging.getLogger(name).propagate for name in names)


@pytest.mark.parametrize(("number", "logged"), [("+12395550100", "0100"), ("12", "12"), ("", "")])
def test_a_number_is_logged_by_its_ending(number: str, logged: str) -> None:
    assert ending(number) == logged


def _fail_and_log(log: Any, secret: str) -> None:
    try:
        raise ValueError(secret)
    except ValueError:
        log.exception("event")


def _fail_deep(depth: int) -> None:
    if depth == 0:
        raise ValueError
    _fail_deep(depth - 1)
