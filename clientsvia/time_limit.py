"""How long a request may take: past its limit its thread is stopped, or the worker replaced.

A thread gets the exception when it next runs Python. One that waits in C (a lock, a socket without
a timeout) does not, so everything that calls wait for has a limit of its own, and a worker with a
thread that cannot be stopped leaves for a new one.
"""

import ctypes
import os
import signal
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from logging import getLogger

from django.db import connections
from django.http import HttpRequest, HttpResponse

from clientsvia.gauges import CUT_OFF

logger = getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponse]

WEBHOOKS = "/api/twilio/"
WEBHOOK_SECONDS = 5.0
"""Twilio waits 15 s in all: this leaves time for an answer from memory, or by another server."""

PAGE_SECONDS = 60.0
TICK_SECONDS = 0.5
STOP_SECONDS = 2.0
"""How long a thread that was told to stop may take, before its worker is replaced."""

LEAVE_SECONDS = 10.0
"""How long a worker that is replaced may go on with its other requests."""


class RequestTookTooLong(Exception):
    """A request is past its limit; raised in its thread, wherever that is."""


@dataclass(slots=True)
class Watch:
    """A request in progress: when it has to be over, and since when it is told to stop."""

    ends_at: float
    told_at: float | None = None


_watches: dict[int, Watch] = {}
_guard = threading.Lock()
_is_watched: ContextVar[bool] = ContextVar("is_watched", default=False)


class TimeLimitMiddleware:
    """Watches each request, in a context of its own that ends with it.

    A thread that was stopped may have been just about to bind or to release something. What it
    bound goes with the context, and its connections to the database are thrown away.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within the limit; what is delivered inside a request counts as part of it."""
        if _is_watched.get():
            return self.get_response(request)
        limit = WEBHOOK_SECONDS if request.path_info.startswith(WEBHOOKS) else PAGE_SECONDS
        thread = threading.get_ident()
        with _guard:
            _watches[thread] = Watch(time.monotonic() + limit)
        try:
            return copy_context().run(self._watched, request)
        finally:
            if _end(thread):
                _forget_connections()

    def _watched(self, request: HttpRequest) -> HttpResponse:
        _is_watched.set(True)
        return self.get_response(request)


def in_progress() -> int:
    """Return how many requests this process is answering."""
    return len(_watches)


def begin_watching(*, is_replaceable: bool) -> None:
    """Start the thread that watches; it ends with the process, which others may replace."""
    watching = threading.Thread(target=_watch, args=(is_replaceable,), name="limit", daemon=True)
    watching.start()


def stop_late(now: float) -> bool:
    """Tell requests to stop that are late; return whether one does not although it was told."""
    with _guard:
        for thread, watch in _watches.items():
            if watch.told_at is None and now >= watch.ends_at:
                watch.told_at = now
                _raise_in(thread, RequestTookTooLong)
                CUT_OFF.labels("request").inc()
                logger.error("request_cut_off")
        told = [watch.told_at for watch in _watches.values() if watch.told_at is not None]
    return any(now - at >= STOP_SECONDS for at in told)


def _watch(is_replaceable: bool) -> None:
    while True:
        time.sleep(TICK_SECONDS)
        is_stuck = stop_late(time.monotonic())
        if is_stuck and is_replaceable:
            _leave()


def _leave() -> None:
    """End this worker: at once for new requests, and for good once none but stuck ones are left."""
    CUT_OFF.labels("worker").inc()
    logger.critical("worker_replaced")
    os.kill(os.getpid(), signal.SIGTERM)
    until = time.monotonic() + LEAVE_SECONDS
    time.sleep(STOP_SECONDS)  # connections that are kept alive may have one more request
    while time.monotonic() < until and any(one.told_at is None for one in [*_watches.values()]):
        time.sleep(TICK_SECONDS)
    os._exit(1)


def _end(thread: int) -> bool:
    """Watch the thread no longer; return whether it was told to stop."""
    with _guard:
        watch = _watches.pop(thread, None)
        was_told = watch is not None and watch.told_at is not None
        if was_told:
            _raise_in(thread, None)  # one that has not reached it yet does not come any more
    return was_told


def _raise_in(thread: int, error: type[Exception] | None) -> None:
    wanted = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), wanted)


def _forget_connections() -> None:
    for connection in connections.all(initialized_only=True):
        connection.close()
        del connections[connection.alias]
