"""An operator's morning at the desk, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from templates_brain.models import Scenario, TemplateScenario
from templates_brain.publishing import load_template
from tenants.models import Company, User
from tenants.scope import company_scope
from tests.factories import PASSWORD, StaffFactory, TemplateDocumentFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def staff(page: Page) -> User:
    """Return somebody who has signed in at the desk."""
    user = StaffFactory()
    page.goto("/admin/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_title("The operators' desk | ClientsVia")
    return user


def test_the_home_page_leads_to_the_desk(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="The operators' desk").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()


def test_triggers_are_edited_one_a_line(page: Page, staff: User) -> None:
    load_template(TemplateDocumentFactory(), actor="tests")
    page.get_by_role("link", name="Templates", exact=True).first.click()
    page.get_by_role("link", name="Plumbing").click()
    page.get_by_role("navigation", name="What belongs to Plumbing").get_by_text(
        "Template scenarios"
    ).click()
    page.get_by_role("row", name="burst_pipe").get_by_role("link").first.click()
    page.get_by_label("Triggers", exact=True).fill("a pipe burst\n\nwater everywhere\n")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    saved = TemplateScenario.objects.get(key="burst_pipe")
    assert saved.triggers == ["a pipe burst", "water everywhere"]


def test_a_template_is_cloned_to_a_company_and_reported(
    page: Page, staff: User, company: Company, stranger: Company
) -> None:
    load_template(TemplateDocumentFactory(), actor="tests")
    page.goto("/admin/templates_brain/template/")
    page.get_by_role("link", name="Plumbing").click()
    page.get_by_role("link", name="Clone to company…").click()
    page.get_by_role("searchbox").type("joe")
    page.get_by_role("option", name="Joe's Plumbing").click()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Nothing has been written yet.")).to_be_visible()
    page.get_by_role("button", name="Clone", exact=True).click()
    expect(page.get_by_text("Scenarios: 2 added.")).to_be_visible()
    with company_scope(company.id):
        assert Scenario.objects.count() == 2
    with company_scope(stranger.id):
        assert Scenario.objects.count() == 0


def test_a_scenario_is_added_to_the_company_that_was_asked_for(
    page: Page, staff: User, company: Company
) -> None:
    load_template(TemplateDocumentFactory(), actor="tests")
    page.goto("/admin/templates_brain/scenario/add/")
    page.get_by_role("combobox").click()
    page.get_by_role("searchbox").type("joe")
    page.get_by_role("option", name="Joe's Plumbing").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("Triggers", exact=True)).to_be_visible()
    expect(page.get_by_role("combobox", name="Joe's Plumbing")).to_be_visible()
