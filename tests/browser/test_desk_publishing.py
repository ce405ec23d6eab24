"""An operator publishes a draft after seeing what is wrong with it, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from templates_brain.models import Template, TemplateScenario, TemplateVersion
from templates_brain.publishing import load_template
from tenants.models import User
from tests.factories import TemplateDocumentFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(page: Page, staff: User) -> Template:
    """Return a published template whose draft has a test phrase that is lost."""
    load_template(TemplateDocumentFactory(), actor="tests")
    rows = TemplateScenario.objects.filter(key="burst_pipe")
    rows.update(test_phrases=["about my clogged drain"], quick_replies=["It is $125."])
    return Template.objects.get()


def test_an_error_is_mended_and_the_draft_is_published(page: Page, draft: Template) -> None:
    page.goto(f"/admin/templates_brain/template/{draft.pk}/publish/")
    expect(page.get_by_text("This looks like a company's name")).to_be_visible()
    expect(page.get_by_role("button", name="Publish version 2")).to_be_disabled()
    page.get_by_role("table").get_by_role("link", name="Scenario").first.click()
    page.get_by_label("Quick replies", exact=True).fill("It is {servicecallprice}.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(f"/admin/templates_brain/template/{draft.pk}/publish/")
    news = page.get_by_role("region", name="What is new")
    expect(news).to_contain_text("It is {servicecallprice}.")
    page.get_by_label("Note").fill("Prices")
    page.get_by_role("button", name="Publish version 2").click()
    expect(page.get_by_text("version 2 is published")).to_be_visible()
    assert TemplateVersion.objects.get(number=2).note == "Prices"


def test_what_the_engine_confuses_is_fetched(page: Page, draft: Template) -> None:
    page.goto(f"/admin/templates_brain/template/{draft.pk}/publish/")
    page.get_by_role("button", name="Put every phrase to the engine").click()
    expect(page.get_by_text("0 % of 1 test phrases reach their scenario")).to_be_visible()
    lost = page.get_by_role("row", name="about my clogged drain test phrase")
    expect(lost.get_by_role("link")).to_have_count(2)
    expect(page.get_by_role("button", name="Check again")).to_be_enabled()


def test_a_draft_that_changes_meanwhile_is_told(page: Page, draft: Template) -> None:
    page.goto(f"/admin/templates_brain/template/{draft.pk}/publish/")
    TemplateScenario.objects.update(triggers=["something else"])
    page.get_by_role("button", name="Put every phrase to the engine").click()
    expect(page.get_by_role("alert")).to_contain_text("reload the page")
