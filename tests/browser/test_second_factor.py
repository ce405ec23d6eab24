"""A member of staff goes the whole way in, in a real browser: set up, a code, a recovery code."""

import pytest
from playwright.sync_api import Page, expect

from tenants.models import AuthenticatorApp
from tests.desk import code_of
from tests.factories import PASSWORD, StaffFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = "The operators' desk | ClientsVia"


def sign_in(page: Page, email: str) -> None:
    """Give the password."""
    page.goto("/admin/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def give(page: Page, code: str) -> None:
    """Give a code."""
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Continue").click()


def leave(page: Page) -> None:
    """Forget the session, as a browser that is closed does."""
    page.context.clear_cookies()


def test_the_whole_way_in(page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text))
    staff = StaffFactory(email="ann@example.com")

    sign_in(page, staff.email)
    expect(page.get_by_role("img", name="The QR code of your key")).to_be_visible()
    app = AuthenticatorApp.objects.get(user=staff)
    expect(page.get_by_text(app.key())).to_be_visible()
    give(page, code_of(app))
    codes = page.locator("[data-codes] li")
    expect(codes).to_have_count(10)
    recovery_code = codes.first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    expect(page).to_have_title(DESK)

    leave(page)
    sign_in(page, staff.email)
    give(page, code_of(app))
    expect(page).to_have_title(DESK)

    leave(page)
    sign_in(page, staff.email)
    give(page, recovery_code)
    expect(page).to_have_title(DESK)
    page.goto("/admin/second-factor")
    expect(page.get_by_text("9 of your recovery codes")).to_be_visible()
    assert [told for told in complaints if "Content Security Policy" in told] == []
