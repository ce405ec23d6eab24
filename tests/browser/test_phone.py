"""A whole test call at the browser phone, in a real browser."""

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from telephony.models import Call, Outcome
from tenants.models import Company, PhoneNumber, Role, User
from tenants.scope import company_scope
from tests.callers import PRICE_QUESTION
from tests.factories import PASSWORD, TransferTargetFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(page: Page, staff: User, company: Company, number: PhoneNumber) -> Page:
    """Return the phone of the company, opened by staff from the company's page at the desk."""
    page.goto(f"/admin/tenants/company/{company.pk}/change/")
    page.get_by_role("link", name="Try the phone").click()
    expect(page.get_by_role("heading", name="Joe's Plumbing")).to_be_visible()
    return page


def talk(page: Page) -> Locator:
    """Return the conversation."""
    return page.get_by_role("log", name="Conversation")


def decision(page: Page) -> Locator:
    """Return the panel beside it."""
    return page.get_by_role("region", name="The decision")


def call(page: Page) -> None:
    """Call, and wait for the greeting."""
    page.get_by_role("button", name="Call").click()
    expect(talk(page)).to_contain_text("Thank you for calling Joe's Plumbing.")


def say(page: Page, text: str) -> None:
    """Type what the caller says, and send it by the return key."""
    page.get_by_label("What the caller says").fill(text)
    page.keyboard.press("Enter")


def sign_in(page: Page, user: User, password: str = PASSWORD) -> None:
    """Fill in the phone's own form."""
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_a_whole_call_is_typed_and_each_decision_is_shown(phone: Page, company: Company) -> None:
    call(phone)
    expect(decision(phone)).to_contain_text("greeting")

    say(phone, f"um {PRICE_QUESTION}")
    expect(talk(phone)).to_contain_text("A service call with Joe's Plumbing is $125.")
    why = decision(phone)
    expect(why.get_by_role("heading", name="service_call_price")).to_be_visible()
    expect(why).to_contain_text("score 1.00")
    expect(why.get_by_role("row", name="service_call_price")).to_contain_text("1.00")
    expect(why).to_contain_text("Left outum")
    expect(why).to_contain_text("servicecallprice$125")
    expect(why).to_contain_text(" ms")

    phone.get_by_role("button", name="Say nothing").click()
    expect(decision(phone)).to_contain_text("heard nothing")
    talk(phone).get_by_role("button", name="A service call").click()
    expect(decision(phone).get_by_role("heading", name="service_call_price")).to_be_visible()

    phone.get_by_role("button", name="Hang up").click()
    expect(talk(phone)).to_contain_text("You hung up.")
    with company_scope(company.id):
        saved = Call.objects.get()
    assert (saved.is_test, saved.outcome, saved.status) == (True, Outcome.ANSWERED, "completed")


def test_key_0_rings_somebody_and_the_tester_says_what_happens(
    page: Page, company: Company, phone: Page
) -> None:
    TransferTargetFactory(company=company, phone="+12395550301")
    call(page)

    page.get_by_role("button", name="Keypad").click()
    page.get_by_role("button", name="0", exact=True).click()
    expect(page.get_by_text("It rings at +12395550301")).to_be_visible()
    page.get_by_role("button", name="It is busy").click()
    expect(talk(page)).to_contain_text("nobody could pick up")

    say(page, "goodbye")
    expect(talk(page)).to_contain_text("The receptionist ended the call.")
    expect(page.get_by_role("button", name="Call again")).to_be_focused()


def test_an_emergency_is_seen_as_one(phone: Page) -> None:
    call(phone)
    say(phone, "i smell gas")

    expect(decision(phone)).to_contain_text("emergency by rule")
    expect(decision(phone)).to_contain_text("urgency 1.00")


def test_a_companys_user_signs_in_on_the_page_and_nothing_is_left_in_the_browser(
    page: Page, company: Company, number: PhoneNumber
) -> None:
    user = UserFactory(company=company, role=Role.MANAGER)
    page.goto(f"/phone/{company.pk}")

    sign_in(page, user, "a wrong password")
    expect(page.get_by_role("alert")).to_contain_text(
        "The e-mail address or the password is wrong."
    )
    sign_in(page, user)
    call(page)

    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.context.cookies() == []


def test_a_viewer_is_told_that_they_may_not_call(
    page: Page, company: Company, number: PhoneNumber
) -> None:
    page.goto(f"/phone/{company.pk}")
    sign_in(page, UserFactory(company=company, role=Role.VIEWER))
    page.get_by_role("button", name="Call").click()

    expect(page.get_by_role("alert")).to_have_text("Your role does not allow this.")


def test_a_user_of_another_company_gets_nothing(
    page: Page, company: Company, number: PhoneNumber, stranger: Company
) -> None:
    page.goto(f"/phone/{company.pk}")
    sign_in(page, UserFactory(company=stranger))

    expect(page.get_by_role("alert")).to_have_text("You do not have access to this company")
    expect(page.get_by_text("Joe's Plumbing")).to_have_count(0)


def test_a_company_without_a_number_is_told_to_add_one(
    page: Page, staff: User, company: Company
) -> None:
    page.goto(f"/phone/{company.pk}")

    expect(page.get_by_text("Add the company's phone number first")).to_be_visible()
    expect(page.get_by_role("button", name="Call")).to_be_disabled()


def test_it_fits_a_phone(phone: Page) -> None:
    phone.set_viewport_size({"width": 360, "height": 740})
    call(phone)
    say(phone, PRICE_QUESTION)
    expect(decision(phone)).to_contain_text("service_call_price")

    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    expect(phone.get_by_role("button", name="Hang up")).to_be_in_viewport()


def test_it_needs_no_inline_script_or_style(phone: Page, live_server: LiveServer) -> None:
    faults: list[str] = []
    phone.on("console", lambda message: faults.append(message.text))
    phone.on("pageerror", lambda error: faults.append(str(error)))
    policy = "default-src 'self'"
    phone.route(
        "**/phone/*",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            headers={**answer.headers, "content-security-policy": policy},
        ),
    )

    phone.reload()
    call(phone)

    assert faults == []
