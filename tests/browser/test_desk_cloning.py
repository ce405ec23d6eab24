"""An operator clones a version to companies by the wizard, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from templates_brain.models import Scenario, TemplateVersion
from templates_brain.publishing import load_template
from tenants.models import Company, User
from tenants.scope import company_scope
from tests.factories import CompanyFactory, TemplateDocumentFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def version(db: None) -> TemplateVersion:
    """Return a published version."""
    load_template(TemplateDocumentFactory(), actor="tests")
    return TemplateVersion.objects.get()


def test_a_version_is_cloned_to_the_companies_that_are_ticked(
    page: Page, staff: User, version: TemplateVersion, company: Company, stranger: Company
) -> None:
    page.goto("/admin/templates_brain/template/")
    page.get_by_role("link", name="Plumbing").click()
    page.get_by_role("link", name="Clone to companies…").click()
    page.get_by_label("Search companies").fill("joe")
    expect(page.get_by_role("row", name="Smith's HVAC")).to_be_hidden()
    page.get_by_label("Joe's Plumbing").check()
    page.get_by_role("button", name="Preview").click()
    row = page.get_by_role("row", name="Joe's Plumbing")
    expect(row).to_contain_text("Will change")
    assert _scenarios(company) == 0
    page.get_by_role("button", name="Clone to 1 company").click()
    expect(row).to_contain_text("Done")
    expect(page.get_by_text("This is what came of it.")).to_be_visible()
    assert (_scenarios(company), _scenarios(stranger)) == (2, 0)
    row.get_by_role("link", name="Joe's Plumbing").click()
    expect(page.get_by_role("heading", name="Sync Joe's Plumbing")).to_be_visible()


def test_the_wizard_is_stopped_and_gone_on_with(
    page: Page, staff: User, version: TemplateVersion, company: Company, stranger: Company
) -> None:
    CompanyFactory(name="Zoe's Pools")
    page.goto(f"/admin/templates_brain/templateversion/{version.pk}/clone/")
    page.get_by_label("All live companies (3)").check()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Previewed 3 of 3 companies")).to_be_visible()
    page.route("**/clone/run/", _after(lambda: page.get_by_role("button", name="Stop").click()))
    page.get_by_role("button", name="Clone to 3 companies").click()
    expect(page.get_by_text("Cloned 1 of 3 companies")).to_be_visible()
    assert (_scenarios(company), _scenarios(stranger)) == (2, 0)
    page.unroute("**/clone/run/")
    page.get_by_role("button", name="Go on with 2 more").click()
    expect(page.get_by_text("Cloned 3 of 3 companies: 3 done.")).to_be_visible()
    assert _scenarios(stranger) == 2


def test_a_company_that_fails_is_told_and_tried_again(
    page: Page, staff: User, version: TemplateVersion, company: Company
) -> None:
    page.goto(f"/admin/templates_brain/templateversion/{version.pk}/clone/")
    page.get_by_label("Joe's Plumbing").check()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Previewed 1 of 1 companies")).to_be_visible()
    page.route("**/clone/run/", lambda route: route.abort())
    page.get_by_role("button", name="Clone to 1 company").click()
    expect(page.get_by_text("The server could not be reached.")).to_be_visible()
    page.unroute("**/clone/run/")
    page.get_by_role("button", name="Go on with 1 more").click()
    expect(page.get_by_text("Cloned 1 of 1 companies: 1 done.")).to_be_visible()
    assert _scenarios(company) == 2


def test_the_wizard_works_without_its_script(
    page: Page, staff: User, version: TemplateVersion, company: Company
) -> None:
    page.route("**/static/desk/*.js", lambda route: route.abort())
    page.goto(f"/admin/templates_brain/templateversion/{version.pk}/clone/")
    page.get_by_label("Joe's Plumbing").check()
    page.get_by_role("button", name="Preview").click()
    row = page.get_by_role("row", name="Joe's Plumbing")
    expect(row).to_contain_text("Will change")
    page.get_by_role("button", name="Clone to 1 company").click()
    expect(row).to_contain_text("Done")
    assert _scenarios(company) == 2


def _after(act: Callable[[], object]) -> Callable[[Route], None]:
    """Return what acts while a request is under way, and then lets it go on."""

    def handle(route: Route) -> None:
        act()
        route.continue_()

    return handle


def _scenarios(company: Company) -> int:
    with company_scope(company.id):
        return Scenario.objects.count()
