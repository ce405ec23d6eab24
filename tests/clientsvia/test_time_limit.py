"""A request that takes too long is stopped, and leaves its thread fit for the next one."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar
from threading import Event

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from clientsvia import time_limit
from clientsvia.time_limit import (
    PAGE_SECONDS,
    STOP_SECONDS,
    WEBHOOK_SECONDS,
    RequestTookTooLong,
    TimeLimitMiddleware,
    in_progress,
    stop_late,
)
from telephony import phrases
from tests.callers import PRICE_QUESTION, SignedLine

bound: ContextVar[str] = ContextVar("bound", default="nothing")


class Thread:
    """A thread of a server's, with requests that begin and, until they are stopped, do not end."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1)
        self.began = Event()

    def begin(self, path: str) -> "Future[HttpResponse]":
        """Begin a request that only ends when it is stopped."""
        future = self._pool.submit(TimeLimitMiddleware(self._run_on), RequestFactory().get(path))
        assert self.began.wait(10)
        return future

    def ask(self) -> str:
        """Answer a quick request, and tell what it finds bound."""
        answer = self._pool.submit(TimeLimitMiddleware(tell_bound), RequestFactory().get("/"))
        return answer.result(10).content.decode()

    def _run_on(self, request: HttpRequest) -> HttpResponse:
        bound.set("by the first request")
        connection.needs_rollback = True
        self.began.set()
        run_on()
        return HttpResponse()

    def close(self) -> None:
        """End the thread."""
        self._pool.shutdown()


def run_on() -> None:
    """Run in Python for much longer than it takes to be stopped."""
    for _ in range(20_000):
        time.sleep(0.001)


def tell_bound(request: HttpRequest) -> HttpResponse:
    """Answer with what the thread has left bound, and in which state its connection is."""
    return HttpResponse(f"{bound.get()}, {connection.needs_rollback}")


@pytest.fixture
def thread() -> Iterator[Thread]:
    """Return a thread of a server's."""
    one = Thread()
    yield one
    one.close()


@pytest.mark.parametrize(
    ("path", "seconds"), [("/api/twilio/voice", WEBHOOK_SECONDS), ("/admin/", PAGE_SECONDS)]
)
def test_a_late_request_is_stopped_and_leaves_nothing_to_the_next_one(
    path: str, seconds: float, thread: Thread
) -> None:
    request = thread.begin(path)

    stop_late(time.monotonic() + seconds - 4)
    is_in_time = not request.done() and in_progress() == 1
    stop_late(time.monotonic() + seconds)

    with pytest.raises(RequestTookTooLong):
        request.result(10)
    assert is_in_time
    assert in_progress() == 0
    assert thread.ask() == "nothing, False"


def test_one_that_does_not_stop_is_told_once_and_then_known_as_stuck(
    monkeypatch: pytest.MonkeyPatch, thread: Thread
) -> None:
    told: list[object] = []
    monkeypatch.setattr(time_limit, "_raise_in", lambda _, error: told.append(error))
    found: list[bool] = []
    monkeypatch.setattr(f"{__name__}.run_on", lambda: find(found))

    TimeLimitMiddleware(thread._run_on)(RequestFactory().get("/"))

    assert found == [False, False, True]
    assert told == [RequestTookTooLong, None]


def stop_at_once() -> None:
    """Let the time of the webhook that runs be over."""
    stop_late(time.monotonic() + WEBHOOK_SECONDS)


def find(found: list[bool]) -> None:
    """Look whether this very request is stuck, as time goes on."""
    now = time.monotonic() + PAGE_SECONDS
    found += [stop_late(now), stop_late(now + STOP_SECONDS / 2), stop_late(now + STOP_SECONDS)]


@pytest.mark.django_db
def test_a_turn_that_is_stopped_is_answered_from_memory(
    line: SignedLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.begin()
    monkeypatch.setattr("telephony.webhooks._decided", lambda *_: stop_at_once() or run_on())
    monkeypatch.setattr(time_limit, "_forget_connections", lambda: None)  # the test's own

    assert phrases.TROUBLE in line.say(1, PRICE_QUESTION)
