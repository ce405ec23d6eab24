"""Structured logs: one JSON object a line, of listed fields only, never speech or secrets."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from logging import Formatter, LogRecord
from types import MappingProxyType
from typing import Any

_fields: ContextVar[MappingProxyType[str, str]] = ContextVar(
    "log_fields", default=MappingProxyType({})
)

LOGGED_FIELDS = frozenset(
    {
        "action", "actor", "cache_name", "call", "company", "component", "count", "elapsed_ms",
        "error_type", "kind", "method", "number_ending", "reason", "route", "scenario",
        "score", "server", "status_code", "template", "template_version", "turn",
    }
)  # fmt: skip

OUR_PACKAGES = frozenset(
    {"clientsvia", "tenants", "matching", "templates_brain", "knowledge", "telephony"}
)
WITHHELD = "message_withheld"
REVIEWED_MESSAGES = frozenset(
    {
        "Starting gunicorn %s", "Listening at: %s (%s)", "Using worker: %s",
        "Booting worker with pid: %s", "Worker exiting (pid: %s)", "WORKER TIMEOUT (pid:%s)",
        "Worker (pid:%s) was sent %s!", "Worker (pid:%s) exited with code %s.",
        "Handling signal: %s", "Shutting down: %s",
    }
)  # fmt: skip
"""What libraries may say in their own words: the server's state, nothing of any request."""

_EVENT = re.compile("[a-z][a-z0-9_]*")


@contextmanager
def log_fields(**fields: str) -> Iterator[None]:
    """Add fields to every log line of the block."""
    token = _fields.set(MappingProxyType({**_fields.get(), **fields}))
    try:
        yield
    finally:
        _fields.reset(token)


def field_in_force(name: str) -> str:
    """Return a field of this block, or nothing where none of that name is in force."""
    return _fields.get().get(name, "")


def ending(number: str) -> str:
    """Return the last four characters of a phone number, all that a log may hold of it."""
    return number[-4:]


class JSONFormatter(Formatter):
    """Writes an event, the fields in force, and the listed extras; drops everything else.

    A library's message may hold anything: a path, an address, a whole request. Of it stands where
    it was logged, and for a request its route and status.
    """

    def format(self, record: LogRecord) -> str:
        """Return one line of JSON."""
        is_ours = record.name.partition(".")[0] in OUR_PACKAGES
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _our_event(record) if is_ours else _foreign_event(record),
            **_fields.get(),
            **(_listed_extras(record) if is_ours else _facts_of_request(record)),
        }
        if line["event"] == WITHHELD:
            line["where"] = [f"{record.pathname}:{record.lineno} {record.funcName}"]
        if record.exc_info and record.exc_info[0]:
            line["error_type"] = record.exc_info[0].__name__
            line["where"] = self._frames(record)
        return json.dumps(line, default=str)

    def _frames(self, record: LogRecord) -> list[str]:
        """Return file, line and function of the last frames: where it broke, without values."""
        frames = []
        trace = record.exc_info[2] if record.exc_info else None
        while trace:
            code = trace.tb_frame.f_code
            frames.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        return frames[-12:]


def _our_event(record: LogRecord) -> str:
    """Return the event's name; a sentence or a text put together here is a mistake of ours."""
    is_name = isinstance(record.msg, str) and _EVENT.fullmatch(record.msg)
    return record.msg if is_name and not record.args else WITHHELD


def _foreign_event(record: LogRecord) -> str:
    return record.getMessage() if record.msg in REVIEWED_MESSAGES else WITHHELD


def _listed_extras(record: LogRecord) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name in LOGGED_FIELDS}


def _facts_of_request(record: LogRecord) -> dict[str, Any]:
    """Return what Django's loggers know of a request and no caller can write into."""
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    status = getattr(record, "status_code", None)
    facts = {"status_code": status} if isinstance(status, int) else {}
    return {**facts, "route": match.route} if match else facts
