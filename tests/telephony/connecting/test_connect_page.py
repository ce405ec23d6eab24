"""The desk connects a number at Twilio: what stands there, what will, and what came of it."""

from typing import Any

import pytest

from tenants.models import PhoneNumber
from tenants.scope import platform_scope
from tests.desk import NOBODY, Desk, refused_everyone_else, told_last
from tests.factories import StaffFactory
from tests.telephony.connecting.stand_in import AUTHENTICATE, NUMBER, SID, TwilioStandIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    """Return a member of staff's desk."""
    return Desk(StaffFactory())


def path_of(number: PhoneNumber) -> str:
    """Return the path of the page."""
    return f"/admin/tenants/phonenumber/{number.pk}/connect/"


def open_page(desk: Desk, number: PhoneNumber) -> Any:
    """Return the page's text."""
    return desk.client.get(path_of(number)).content.decode()


def test_the_page_shows_what_stands_and_what_will_and_changes_nothing(
    desk: Desk, twilio: TwilioStandIn, bought: PhoneNumber
) -> None:
    page = open_page(desk, bought)

    assert "https://demo.twilio.com/welcome/voice/" in page
    assert "https://phone.example/api/twilio/voice" in page
    assert SID in page
    assert "Take the number over" not in page
    assert twilio.changed == []


def test_connecting_sets_the_number_tells_it_and_leaves_nothing_to_do(
    desk: Desk, twilio: TwilioStandIn, bought: PhoneNumber
) -> None:
    told = desk.client.post(path_of(bought), follow=True)

    assert told_last(told) == (
        f"{NUMBER} is connected. Changed: A call comes in, Primary handler fails,"
        " Call status changes, A message comes in."
    )
    assert "Everything stands there as it should" in told.content.decode()
    with platform_scope("test"):
        bought.refresh_from_db()
    assert bought.is_token_checked


def test_a_number_that_points_elsewhere_is_taken_over_once_that_is_ticked(
    desk: Desk, twilio: TwilioStandIn, bought: PhoneNumber
) -> None:
    twilio.number()["voice_url"] = "https://old.example/<b>ring</b>"

    page = open_page(desk, bought)
    refused = told_last(desk.client.post(path_of(bought), follow=True))
    before = twilio.changed[:]
    desk.client.post(path_of(bought), {"take_over": "1"})

    assert "https://old.example/&lt;b&gt;ring&lt;/b&gt;" in page
    assert "Take the number over" in page
    assert refused.startswith(f"{NUMBER} points elsewhere: A call comes in")
    assert before == []
    assert twilio.number()["voice_url"] == "https://phone.example/api/twilio/voice"


def test_what_is_wrong_is_shown_in_words(
    desk: Desk, twilio: TwilioStandIn, bought: PhoneNumber
) -> None:
    twilio.answers["account"] = (401, AUTHENTICATE)

    page = open_page(desk, bought)

    assert f"Twilio does not take the auth token of the account {SID}." in page


def test_the_numbers_page_and_list_lead_to_it(
    desk: Desk, twilio: TwilioStandIn, bought: PhoneNumber
) -> None:
    pages = [desk.open(bought, "change", bought.pk), desk.open(bought, "changelist")]

    assert [path_of(bought) in page.content.decode() for page in pages] == [True, True]


def test_only_staff_reach_it_and_only_for_a_number_that_is_there(
    desk: Desk, twilio: TwilioStandIn, bought: PhoneNumber
) -> None:
    refused_everyone_else(path_of(bought))

    assert desk.client.get(f"/admin/tenants/phonenumber/{NOBODY}/connect/").status_code == 404
    assert twilio.asked == []
