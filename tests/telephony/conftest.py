"""Fixtures of the telephony's tests."""

import pytest

from telephony import knowledge_warnings


@pytest.fixture(autouse=True)
def _patient_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for an index however long it is built: no test is about time."""
    monkeypatch.setattr(knowledge_warnings, "WAIT_SECONDS", 120.0)
