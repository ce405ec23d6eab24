"""An operator tries phrases while editing a scenario, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from templates_brain.models import TemplateScenario
from templates_brain.publishing import load_template
from tenants.models import User
from tests.factories import TemplateDocumentFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor(page: Page, staff: User) -> Page:
    """Return the page of a scenario that is open to be edited."""
    load_template(TemplateDocumentFactory(), actor="tests")
    TemplateScenario.objects.filter(key="burst_pipe").update(
        test_phrases=["about my burst pipe please", "about my clogged drain"]
    )
    scenario = TemplateScenario.objects.get(key="burst_pipe")
    page.goto(f"/admin/templates_brain/templatescenario/{scenario.pk}/change/")
    return page


def test_a_phrase_is_answered_with_scores_while_it_is_typed(editor: Page) -> None:
    editor.get_by_role("textbox", name="Try a phrase").type("um about my clogged drain")
    result = editor.get_by_role("region", name="What the engine makes of it")
    expect(result.get_by_text("not this scenario")).to_be_visible()
    expect(result.locator(".desk-try-scores tbody tr").first).to_contain_text("1.00")
    expect(result).to_contain_text("Left outum")
    expect(result).to_contain_text(" ms")


def test_triggers_count_before_they_are_saved(editor: Page) -> None:
    phrase = editor.get_by_role("textbox", name="Try a phrase")
    result = editor.get_by_role("region", name="What the engine makes of it")
    phrase.fill("water pours from the ceiling")
    expect(result.get_by_text("nothing reaches its threshold")).to_be_visible()
    editor.get_by_label("Triggers", exact=True).fill("water pours from the ceiling")
    editor.get_by_role("button", name="Try", exact=True).click()
    expect(result.get_by_text("this scenario", exact=True)).to_be_visible()
    assert TemplateScenario.objects.get(key="burst_pipe").triggers == ["about my burst pipe"]


def test_test_phrases_are_tried_all_at_once(editor: Page) -> None:
    editor.get_by_role("button", name="Try its test phrases").click()
    tried = editor.locator(".desk-try-all li")
    expect(tried).to_have_count(2)
    expect(tried.nth(0)).to_contain_text("reaches it")
    expect(tried.nth(1)).to_contain_text("reaches Scenario")


def test_a_pattern_that_is_none_is_told(editor: Page) -> None:
    editor.get_by_label("Regex triggers", exact=True).fill("(a")
    editor.get_by_role("textbox", name="Try a phrase").fill("hello")
    expect(editor.get_by_role("alert")).to_contain_text("(a")


def test_the_result_is_cleared(editor: Page) -> None:
    editor.get_by_role("textbox", name="Try a phrase").fill("about my burst pipe")
    answer = editor.locator(".desk-try-answer")
    expect(answer).to_be_visible()
    editor.get_by_role("button", name="Clear").click()
    expect(answer).to_have_count(0)
