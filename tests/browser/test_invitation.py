"""Somebody opens the link of their invitation, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tenants.inviting import invite
from tenants.models import Company, Role, User
from tenants.scope import company_scope, platform_scope
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def token(company: Company) -> str:
    """Return what stands behind the `#` of an invitation's link."""
    with company_scope(company.id, writing=True):
        _, invitation = invite("ann@example.com", Role.MANAGER, actor="tests")
    return invitation.url.partition("#")[2]


def test_the_link_fills_in_its_code_and_leaves_the_address_bar(page: Page, token: str) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.headers}"))

    page.goto(f"/invitation#{token}")
    expect(page.get_by_label("Code")).to_have_value(token)
    expect(page).to_have_url("/invitation")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()

    expect(page.get_by_role("status")).to_contain_text("ann@example.com")
    with platform_scope("test"):
        assert User.objects.get(email="ann@example.com").check_password(PASSWORD)
    assert len(sent) > 2
    assert token not in "".join(sent)
