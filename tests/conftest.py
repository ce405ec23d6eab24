"""Fixtures of every test."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import cache
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from telephony.journal.unsaved import forget_all
from telephony.journal.writing import lay_down
from telephony.profiles import forget_agents
from telephony.standby import forget_standby
from tenants import breakers
from tenants.authentication import refresh_token_for
from tenants.models import Company, PhoneNumber, Role, User
from tests.callers import SignedLine, open_line
from tests.factories import CompanyFactory, UserFactory
from tests.faults.servers import Redis
from tests.roles import has_transactions, made_as_the_owner, one_connection, sign_in_as

hypothesis.settings.register_profile("house", deadline=None, derandomize=True, max_examples=40)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("house")

ClientOf = Callable[[User], APIClient]


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Make the database as its owner."""
    options = request.config.option
    is_kept = options.reuse_db and not options.create_db
    with django_db_blocker.unblock(), made_as_the_owner(options.verbose, is_kept=is_kept):
        yield


@pytest.fixture
def _signed_in(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> bool:
    """Sign in as the test's kind needs it, and return whether it has real transactions."""
    is_transactional = has_transactions(request.node)
    with django_db_blocker.unblock():
        sign_in_as(is_transactional=is_transactional)
    return is_transactional


@pytest.fixture
def _django_db_helper(_signed_in: bool, _django_db_helper: None) -> Iterator[None]:
    """Let the staff's alias see what a test's one transaction has written."""
    with nullcontext() if _signed_in else one_connection():
        yield


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
    breakers.redis.close()
    breakers.replica.close()
    yield
    forget_all()
    held = lay_down()
    if held:
        held.close()
    forget_agents()
    forget_standby()


@pytest.fixture
def redis(tmp_path: Path, settings: Settings) -> Iterator[Redis]:
    """Return a Redis of the test's own, which is the cache, waited for as in production."""
    private = Redis(tmp_path)
    settings.CACHES = {"default": private.as_cache(settings.CACHES["default"])}
    yield private
    private.resume()
    private.stop()


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
