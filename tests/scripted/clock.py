"""The moment at which a scripted call comes: it stands still while the call is played."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from unittest.mock import patch

from telephony import webhooks


@contextmanager
def clock_at(moment: str) -> Iterator[None]:
    """Let the webhooks believe that it is this moment of ISO 8601 on the company's own clock."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.fromisoformat(moment).replace(tzinfo=tz)

    with patch.object(webhooks, "datetime", Stopped):
        yield
