"""Fixtures of every test."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Begin and end with nothing cached."""
    cache.clear()
    yield
    cache.clear()
