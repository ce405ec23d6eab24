"""Fixtures of the tests that walk the whole API."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from pytest_django import DjangoDbBlocker

from tests.api.world import World, make_world
from tests.roles import standing


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Make the company once for all tests of a module; each rolls back what it writes."""
    with django_db_blocker.unblock(), _one_connection(), standing(make_world) as world:
        yield world


@contextmanager
def _one_connection() -> Iterator[None]:
    """Keep the connection that holds the transaction from one request to the next."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)
