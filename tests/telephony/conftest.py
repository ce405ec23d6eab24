"""Fixtures of the tests of the call."""

from collections.abc import Iterator

import pytest

from telephony.profiles import forget_agents
from telephony.standby import forget_standby
from tenants.models import Company, PhoneNumber
from tests.callers import SignedLine, open_line


@pytest.fixture(autouse=True)
def _new_process() -> Iterator[None]:
    """Begin and end as a worker does that has not taken a call yet."""
    forget_agents()
    forget_standby()
    yield
    forget_agents()
    forget_standby()


@pytest.fixture
def number(company: Company) -> PhoneNumber:
    """Return the company's number; it asks $125 for a service call."""
    return open_line(company, price="125", token="joes-token")


@pytest.fixture
def foreign_number(stranger: Company) -> PhoneNumber:
    """Return the other company's number; it asks $95 for a service call."""
    return open_line(stranger, price="95", token="smiths-token")


@pytest.fixture
def line(number: PhoneNumber) -> SignedLine:
    """Return a call to the company."""
    return SignedLine(number)
