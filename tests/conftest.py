"""Fixtures of every test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from telephony.journal.unsaved import forget_all
from telephony.journal.writing import lay_down
from telephony.profiles import forget_agents
from telephony.standby import forget_standby
from tenants.authentication import refresh_token_for
from tenants.models import Company, PhoneNumber, Role, User
from tests.callers import SignedLine, open_line
from tests.factories import CompanyFactory, UserFactory

hypothesis.settings.register_profile("house", deadline=None)  # no test is about time
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("house")

ClientOf = Callable[[User], APIClient]


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Begin and end with nothing cached."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Hash passwords in no time: a real hash is slow on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def company(db: None) -> Company:
    """Return the company whose tests these are."""
    return CompanyFactory(name="Joe's Plumbing")


@pytest.fixture
def stranger(db: None) -> Company:
    """Return another company, whose data nobody of the first may see."""
    return CompanyFactory(name="Smith's HVAC")


@pytest.fixture
def client_of() -> ClientOf:
    """Return what makes a signed-in user's client."""

    def sign_in(user: User) -> APIClient:
        client = APIClient(raise_request_exception=False)
        token = refresh_token_for(user).access_token
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
        return client

    return sign_in


@pytest.fixture
def owner(company: Company, client_of: ClientOf) -> APIClient:
    """Return the client of the company's owner."""
    return client_of(UserFactory(company=company))


@pytest.fixture
def manager(company: Company, client_of: ClientOf) -> APIClient:
    """Return the client of Ann, one of the company's managers."""
    return client_of(UserFactory(company=company, role=Role.MANAGER, email="ann@example.com"))


@pytest.fixture
def viewer(company: Company, client_of: ClientOf) -> APIClient:
    """Return the client of one who reads."""
    return client_of(UserFactory(company=company, role=Role.VIEWER))


@pytest.fixture
def outsider(stranger: Company, client_of: ClientOf) -> APIClient:
    """Return the client of the other company's owner."""
    return client_of(UserFactory(company=stranger))


@pytest.fixture(autouse=True)
def _new_process(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Begin and end as a worker does that has not taken a call yet, with a journal of its own."""
    settings.VAR_DIR = tmp_path / "var"
    forget_agents()
    forget_standby()
    yield
    forget_all()
    held = lay_down()
    if held:
        held.close()
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
