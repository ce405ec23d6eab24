"""A number of the company's on an account at the stand-in for Twilio."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tenants.models import Company, PhoneNumber
from tests.factories import PhoneNumberFactory
from tests.telephony.connecting.stand_in import NUMBER, SID, TOKEN, TwilioStandIn, standing_in


@pytest.fixture(scope="session")
def _twilios_server() -> Iterator[TwilioStandIn]:
    with standing_in() as stand_in:
        yield stand_in


@pytest.fixture
def twilio(_twilios_server: TwilioStandIn, settings: Settings) -> TwilioStandIn:
    """Return Twilio, with the number as it was bought."""
    _twilios_server.begin_anew()
    settings.TWILIO_API_URL = _twilios_server.url
    settings.PUBLIC_BASE_URL = "https://phone.example"
    return _twilios_server


@pytest.fixture
def bought(company: Company) -> PhoneNumber:
    """Return the company's number, with its account and token."""
    return PhoneNumberFactory(company=company, number=NUMBER, account_sid=SID, token=TOKEN)
