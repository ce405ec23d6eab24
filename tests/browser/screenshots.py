"""Makes the pictures of docs/desk.md again: `pytest tests/browser/screenshots.py`.

The data is made up: the bundled templates, a second version of the first, and eight companies.
"""

from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from telephony.demo import create_demo
from templates_brain.cloning import clone_template, find_version
from templates_brain.models import Scenario, Template, TemplateScenario, TemplateVersion
from templates_brain.publishing import publish
from templates_brain.scenarios import change_scenario, remove_scenario
from tenants.models import Company, User
from tenants.scope import company_scope
from tests.factories import CompanyFactory, PhoneNumberFactory
from tests.telephony.connecting.stand_in import NUMBER, SID, TOKEN, standing_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
SIZE = {"width": 1280, "height": 700}
STAFF = "ann@clientsvia.example"
OWNER = "joe@joes-plumbing.example"
ON_IT = ("Ann's Plumbing", "Bay Area Drains", "Falcon Plumbing", "Smith's HVAC")
NOT_YET = ("Coastal Heating", "Desert Air", "Evergreen Electric")


@pytest.fixture
def joe(page: Page, staff: User) -> Company:
    """Return a company that changed what the template's second version changes too."""
    page.set_viewport_size(SIZE)
    call_command("load_brain", verbosity=0)
    joe = CompanyFactory(name="Joe's Plumbing")
    others = [CompanyFactory(name=name) for name in ON_IT]
    for name in NOT_YET:
        CompanyFactory(name=name, is_live=False)
    for company in (joe, *others):
        clone_template(company.id, find_version("universal"), actor=STAFF)
    _change_the_copy(joe)
    _publish_a_second_version(Template.objects.get(key="universal"))
    return joe


def test_the_list_of_templates(page: Page, joe: Company) -> None:
    page.goto("/admin/templates_brain/template/")
    _shoot(page, "templates")


def test_a_template(page: Page, joe: Company) -> None:
    page.goto(f"/admin/templates_brain/template/{_universal().pk}/change/")
    page.get_by_role("textbox", name="Try a phrase").fill("um you guys overcharged me i think")
    expect(page.locator(".desk-try-answer")).to_be_visible()
    _shoot(page, "template")


def test_the_list_of_scenarios(page: Page, joe: Company) -> None:
    template = Template.objects.get(key="plumbing")
    page.goto(f"/admin/templates_brain/templatescenario/?template__id__exact={template.pk}")
    _shoot(page, "scenarios")


def test_a_scenario_and_a_phrase(page: Page, joe: Company) -> None:
    scenario = TemplateScenario.objects.get(key="billing_question")
    page.goto(f"/admin/templates_brain/templatescenario/{scenario.pk}/change/")
    page.get_by_role("textbox", name="Try a phrase").fill("um i had a question on my bill")
    expect(page.locator(".desk-try-answer")).to_be_visible()
    _shoot(page, "phrase")
    page.get_by_role("button", name="Clear").click()
    page.get_by_text("What callers say").first.scroll_into_view_if_needed()
    page.get_by_label("Quick replies", exact=True).scroll_into_view_if_needed()
    _shoot(page, "scenario")


def test_publishing(page: Page, joe: Company) -> None:
    template = Template.objects.get(key="plumbing")
    rows = TemplateScenario.objects.filter(template=template)
    rows.filter(key="clogged_drain").update(quick_replies=["Drains start at $99."])
    page.goto(f"/admin/templates_brain/template/{template.pk}/publish/")
    _shoot(page, "publish")
    page.get_by_role("button", name="Put every phrase to the engine").click()
    expect(page.get_by_role("button", name="Check again")).to_be_enabled(timeout=120_000)
    page.locator("[data-check]").evaluate("card => card.scrollIntoView()")
    _shoot(page, "publish-engine")


def test_the_wizard(page: Page, joe: Company) -> None:
    version = find_version("universal")
    page.goto(f"/admin/templates_brain/templateversion/{version.pk}/clone/")
    page.get_by_label("All that are behind this version").check()
    _shoot(page, "clone-choose")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Previewed 5 of 5 companies")).to_be_visible()
    _shoot(page, "clone-preview")
    page.get_by_role("button", name="Clone to 5 companies").click()
    expect(page.get_by_text("This is what came of it.")).to_be_visible()
    _shoot(page, "clone-report")


def test_a_sync_and_its_undo(page: Page, joe: Company) -> None:
    page.goto(f"/admin/templates_brain/provenance/company/{joe.pk}/sync/")
    page.get_by_label("Take the template's").check()
    page.get_by_label("Leave it removed").check()
    _shoot(page, "sync")
    page.get_by_role("button", name="Apply to Joe's Plumbing").click()
    page.get_by_text("Undo the sync of").click()
    page.get_by_role("button", name="Undo it").scroll_into_view_if_needed()
    _shoot(page, "sync-undo")


def test_a_version_and_what_it_changed(page: Page, joe: Company) -> None:
    version = TemplateVersion.objects.get(template__key="universal", number=2)
    page.goto(f"/admin/templates_brain/templateversion/{version.pk}/change/")
    page.locator(".desk-fold > summary", has_text="Plans and offers").click()
    _shoot(page, "version")
    page.goto(f"/admin/templates_brain/templateversion/{version.pk}/compare/")
    _shoot(page, "compare")


def test_connecting_a_number(page: Page, staff: User, settings: Settings) -> None:
    joe = CompanyFactory(name="Joe's Plumbing")
    columns = {"number": NUMBER, "account_sid": SID, "token": TOKEN, "label": "Main line"}
    number = PhoneNumberFactory(company=joe, **columns)
    page.set_viewport_size(SIZE)
    with standing_in() as twilio:
        twilio.begin_anew()
        twilio.number()["sms_url"] = "https://texts.example/inbox"
        settings.TWILIO_API_URL = twilio.url
        settings.PUBLIC_BASE_URL = "https://phone.example.com"
        page.goto(f"/admin/tenants/phonenumber/{number.pk}/connect/")
        expect(page.get_by_label("Take the number over")).to_be_visible()
        _shoot(page, "connect")


def test_the_phone(page: Page, staff: User) -> None:
    call_command("load_brain", verbosity=0)
    joe, _ = create_demo()
    page.set_viewport_size({"width": 1280, "height": 860})
    page.goto(f"/phone/{joe}")
    page.get_by_role("button", name="Call").click()
    talk = page.get_by_role("log", name="Conversation")
    for said in ("um what would a visit cost me", "yes", "ok and when are you guys open"):
        page.get_by_label("What the caller says").fill(said)
        page.keyboard.press("Enter")
        expect(talk.get_by_text(said, exact=True).last).to_be_visible(timeout=60_000)
    _shoot(page, "phone")


def _shoot(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")


def _universal() -> Template:
    return Template.objects.get(key="universal")


def _change_the_copy(company: Company) -> None:
    with company_scope(company.id, writing=True):
        warranty = Scenario.objects.get(key="warranty")
        change_scenario(warranty, {"quick_replies": ["Joe stands behind it."]}, actor=OWNER)
        greeting = Scenario.objects.get(key="greeting")
        change_scenario(greeting, {"triggers": [*greeting.triggers, "howdy joe"]}, actor=OWNER)
        remove_scenario(Scenario.objects.get(key="job_inquiry"), actor=OWNER)


def _publish_a_second_version(template: Template) -> None:
    rows = TemplateScenario.objects.filter(template=template)
    rows.filter(key="warranty").update(quick_replies=["What was done, and when?"])
    rows.filter(key="greeting").update(priority=0)
    for key, heard in (("job_inquiry", "do you need helpers"), ("financing", "can i pay later")):
        row = rows.get(key=key)
        rows.filter(key=key).update(triggers=[*row.triggers[1:], heard])
    publish(template, actor=STAFF, note="Payment plans, a clearer warranty")
