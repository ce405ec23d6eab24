"""Fixtures of the tests of texts."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

from telephony.messaging import outbox
from telephony.messaging.sending import send_text

Outbox = Callable[[], AbstractContextManager[Any]]


@pytest.fixture
def sent_at_commit(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> Outbox:
    """Return a block after which what it queued is sent, as by the thread beside the request."""
    monkeypatch.setattr(outbox, "send_soon", send_text)

    @contextmanager
    def block() -> Iterator[None]:
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return block
