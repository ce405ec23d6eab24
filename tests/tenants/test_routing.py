"""What is known before any company is: whose a number is, and who a token's user is."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tenants import routing
from tenants.models import Company
from tenants.scope import platform_scope
from tests.factories import CompanyFactory, PhoneNumberFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

OURS, THEIRS = "+12395550100", "+12395550200"


@pytest.fixture
def numbers(company: Company, stranger: Company) -> None:
    """Give each company its number."""
    PhoneNumberFactory(company=company, number=OURS, token="our token")
    PhoneNumberFactory(company=stranger, number=THEIRS, token="their token")


def test_each_number_leads_to_its_own_company(
    numbers: None, company: Company, stranger: Company
) -> None:
    ours, theirs = routing.route_number(OURS), routing.route_number(THEIRS)

    assert (ours.company_id, ours.company_name) == (company.id, "Joe's Plumbing")
    assert (theirs.company_id, theirs.company_name) == (stranger.id, "Smith's HVAC")


def test_each_number_is_checked_with_its_own_token(numbers: None) -> None:
    assert routing.route_number(OURS).auth_token == "our token"
    assert routing.route_number(THEIRS).auth_token == "their token"


def test_a_number_whose_token_no_key_opens_is_checked_with_none(
    numbers: None, settings: Settings
) -> None:
    settings.TWILIO_AUTH_TOKEN = "the platform's"
    settings.ENCRYPTION_KEYS = [b"another key that opens none of it"[:32]]

    assert routing.route_number(OURS).auth_token == ""


def test_a_number_without_a_token_is_checked_with_the_platforms(settings: Settings) -> None:
    settings.TWILIO_AUTH_TOKEN = "the platform's"
    PhoneNumberFactory(number=OURS, token="")

    assert routing.route_number(OURS).auth_token == "the platform's"


@pytest.mark.parametrize(
    "number",
    ["+12395550199", "", "*", "+1239555010", "+123955501000", "12395550100", "%", "' OR 1=1 --"],
)
def test_any_other_number_leads_nowhere(numbers: None, number: str) -> None:
    assert routing.route_number(number) is None


def test_a_route_shows_no_token(numbers: None) -> None:
    assert "our token" not in repr(routing.route_number(OURS))


def test_a_number_is_routed_with_one_query(
    numbers: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        routing.route_number(OURS)


def test_a_route_tells_the_companys_state() -> None:
    company = CompanyFactory(is_live=False, is_suspended=True, timezone="America/Denver")
    number = PhoneNumberFactory(company=company)

    route = routing.route_number(number.number)

    assert (route.is_live, route.is_suspended) == (False, True)
    assert (route.timezone, route.configuration_version) == ("America/Denver", 1)
    assert route.account_sid == number.account_sid


def test_all_routes_are_every_number_with_its_own_company(
    numbers: None, company: Company, stranger: Company
) -> None:
    with platform_scope("test"):
        routes = {route.number: route.company_id for route in routing.all_routes()}

    assert routes == {OURS: company.id, THEIRS: stranger.id}


def test_a_number_belongs_to_one_company_of_the_whole_platform(
    numbers: None, stranger: Company
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PhoneNumberFactory(company=stranger, number=OURS)


def test_an_active_user_is_signed_in_with_their_company(
    company: Company, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = UserFactory(company=company)

    with django_assert_num_queries(1):
        signed_in = routing.signed_in_user(str(user.id))
        assert signed_in.company == company


def test_staff_are_signed_in_without_a_company() -> None:
    assert routing.signed_in_user(str(StaffFactory().id)).company is None


def test_a_deactivated_user_is_nobody() -> None:
    assert routing.signed_in_user(str(UserFactory(is_active=False).id)) is None


def test_a_suspended_companys_user_is_nobody() -> None:
    assert routing.signed_in_user(str(UserFactory(company__is_suspended=True).id)) is None


def test_an_unknown_user_is_nobody() -> None:
    assert routing.signed_in_user(str(uuid4())) is None


def test_whether_a_company_exists(company: Company) -> None:
    assert routing.company_exists(company.id)
    assert not routing.company_exists(uuid4())
