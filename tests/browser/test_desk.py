"""An operator finds the desk, edits a scenario and adds one, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from templates_brain.models import TemplateScenario
from templates_brain.publishing import load_template
from tenants.models import Company, User
from tests.factories import TemplateDocumentFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_home_page_leads_to_the_desk(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="The operators' desk").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()


def test_triggers_are_edited_one_a_line(page: Page, staff: User) -> None:
    load_template(TemplateDocumentFactory(), actor="tests")
    page.get_by_role("link", name="Templates", exact=True).first.click()
    page.get_by_role("link", name="Plumbing").click()
    page.get_by_role("link", name="Edit its scenarios").click()
    page.get_by_role("row", name="burst_pipe").get_by_role("link").first.click()
    page.get_by_label("Triggers", exact=True).fill("a pipe burst\n\nwater everywhere\n")
    expect(page.get_by_text("2 triggers")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    saved = TemplateScenario.objects.get(key="burst_pipe")
    assert saved.triggers == ["a pipe burst", "water everywhere"]


def test_a_reply_that_is_too_long_is_seen_while_it_is_typed(page: Page, staff: User) -> None:
    load_template(TemplateDocumentFactory(), actor="tests")
    scenario = TemplateScenario.objects.get(key="burst_pipe")
    page.goto(f"/admin/templates_brain/templatescenario/{scenario.pk}/change/")
    replies = page.get_by_label("Quick replies", exact=True)
    replies.fill("We come at once.\n" + "x" * 221)
    counted = page.locator(".desk-length")
    expect(counted.filter(has_text="16/220")).not_to_have_class("desk-length over")
    expect(counted.filter(has_text="221/220")).to_have_class("desk-length over")


def test_scenarios_are_gone_through_one_after_the_other(page: Page, staff: User) -> None:
    load_template(TemplateDocumentFactory(), actor="tests")
    scenario = TemplateScenario.objects.get(key="clogged_drain")
    page.goto(f"/admin/templates_brain/templatescenario/{scenario.pk}/change/")
    around = page.get_by_role("navigation", name="Other scenarios of Plumbing")
    expect(around).to_contain_text("scenario 1 of 2")
    around.get_by_role("link", name="→").click()
    expect(around).to_contain_text("scenario 2 of 2")


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
