"""An operator syncs one company, decides a conflict and undoes it, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from templates_brain.cloning import clone_template, find_version
from templates_brain.models import Scenario, TemplateScenario
from templates_brain.publishing import load_template, publish
from templates_brain.scenarios import change_scenario
from tenants.models import Company, User
from tenants.scope import company_scope
from tests.desk import scenario_of
from tests.factories import TemplateDocumentFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def contested(company: Company) -> Company:
    """Return a company that changed the same reply as its template's next version."""
    load_template(TemplateDocumentFactory(), actor="tests")
    clone_template(company.id, find_version("plumbing"), actor="tests")
    with company_scope(company.id, writing=True):
        scenario = Scenario.objects.get(key="burst_pipe")
        change_scenario(scenario, {"quick_replies": ["We come at once."]}, actor="owner")
    row = TemplateScenario.objects.get(key="burst_pipe")
    TemplateScenario.objects.filter(pk=row.pk).update(quick_replies=["On our way."])
    publish(row.template, actor="tests", note="Pipes")
    return company


def test_a_conflict_is_decided_applied_and_undone(
    page: Page, staff: User, contested: Company
) -> None:
    page.goto(f"/admin/tenants/company/{contested.pk}/change/")
    page.get_by_role("link", name="Sync…").click()
    deciding = page.get_by_role("region", name="To decide")
    expect(deciding).to_contain_text("We come at once.")
    expect(deciding).to_contain_text("On our way.")
    page.get_by_role("button", name="Apply to Joe's Plumbing").click()
    expect(page.get_by_text("decide about 1 more")).to_be_visible()
    deciding.get_by_label("Take the template's").check()
    page.get_by_role("button", name="Apply to Joe's Plumbing").click()
    expect(page.get_by_text("is on plumbing 2")).to_be_visible()
    assert scenario_of(contested, "burst_pipe").quick_replies == ["On our way."]
    page.get_by_text("Undo the sync of").click()
    page.get_by_role("button", name="Undo it").click()
    expect(page.get_by_text("exactly as it was before")).to_be_visible()
    assert scenario_of(contested, "burst_pipe").quick_replies == ["We come at once."]
    expect(page.get_by_role("region", name="Undo")).to_contain_text("There is no sync to undo.")


def test_the_versions_of_a_template_are_compared(
    page: Page, staff: User, contested: Company
) -> None:
    page.goto("/admin/templates_brain/templateversion/")
    page.get_by_role("link", name="Plumbing 2").click()
    page.get_by_role("link", name="Compare…").click()
    scenarios = page.get_by_role("region", name="Scenarios")
    expect(scenarios).to_contain_text("On our way.")
