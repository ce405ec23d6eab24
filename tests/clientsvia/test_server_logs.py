"""gunicorn's own lines, as they are written in production."""

import logging

import pytest

from clientsvia.server_logs import WithoutRequest


@pytest.mark.parametrize(
    ("said", "args", "written"),
    [
        ("Booting worker with pid: %s", (7,), "Booting worker with pid: 7"),
        (
            "Error handling request %s",
            ("/api/company/1/calls?caller=+12125550123",),
            "Error handling request /api/company/1/calls",
        ),
        (
            "Invalid request from ip=::1: Invalid HTTP Header: 'Authorization: Bearer secret'",
            (),
            "Invalid request from ip=::1",
        ),
    ],
    ids=["its own", "a query", "a header"],
)
def test_a_line_keeps_what_is_gunicorns_and_nothing_that_a_client_sent(
    said: str, args: tuple[object, ...], written: str
) -> None:
    record = logging.LogRecord("gunicorn.error", logging.ERROR, "", 0, said, args, None)

    is_kept = WithoutRequest().filter(record)

    assert is_kept
    assert record.getMessage() == written
