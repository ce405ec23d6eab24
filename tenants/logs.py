"""Structured logs: one JSON object a line, of listed fields only, never speech or secrets."""

import json
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
        "score", "status_code", "template", "template_version", "turn",
    }
)  # fmt: skip


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
    """Writes an event, the fields in force, and the listed extras; drops everything else."""

    def format(self, record: LogRecord) -> str:
        """Return one line of JSON."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **_fields.get(),
        }
        extras = {name: value for name, value in vars(record).items() if name in LOGGED_FIELDS}
        line.update(extras)
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
