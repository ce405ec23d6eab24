"""The desk's editor of a template's scenarios."""

import pytest

from templates_brain.models import (
    Template,
    TemplateCategory,
    TemplateScenario,
)
from tests.desk import Desk, errors_of


def test_a_templates_triggers_are_edited_one_a_line(desk: Desk, template: Template) -> None:
    scenario = TemplateScenario.objects.get(key="burst_pipe")
    TemplateScenario.objects.update(triggers=["my pipe burst", "water!"])
    shown = desk.open(scenario, "change", scenario.pk).context["adminform"].form
    assert shown["triggers"].value() == "my pipe burst\nwater!"
    saved = desk.change(scenario, triggers="a pipe burst\r\n\r\n water everywhere \r\n")
    assert saved.status_code == 302
    scenario.refresh_from_db()
    assert scenario.triggers == ["a pipe burst", "water everywhere"]


@pytest.mark.parametrize(
    ("column", "text", "says"),
    [
        ("triggers", "", "may not be empty"),
        ("quick_replies", "", "may not be empty"),
        ("quick_replies", "fine\n" + "x" * 221, "Line 2"),
        ("priority", "101", "100"),
        ("min_score", "1.5", "1"),
    ],
)
def test_what_a_document_may_not_say_is_an_error_of_the_form(
    column: str, text: str, says: str, desk: Desk, template: Template
) -> None:
    scenario = TemplateScenario.objects.get(key="burst_pipe")
    errors = errors_of(desk.change(scenario, **{column: text}))
    assert list(errors) == [column]
    assert says in str(errors[column])


def test_a_key_that_is_taken_in_the_template_is_an_error_of_the_form(
    desk: Desk, template: Template
) -> None:
    category = TemplateCategory.objects.get()
    values = {"name": "Again", "category": category, "triggers": "a", "quick_replies": "b"}
    taken = desk.add(TemplateScenario, template=template, key="burst_pipe", **values)
    assert "already exists" in str(errors_of(taken))
    assert desk.add(TemplateScenario, template=template, key="new", **values).status_code == 302


def test_one_templates_scenarios_are_listed_under_what_it_inherits(
    desk: Desk, extension: Template
) -> None:
    page = desk.open(TemplateScenario, "changelist", template__id__exact=extension.pk)
    inherited = page.context["inherited"]
    assert (inherited.parent.key, inherited.version, inherited.scenarios) == ("plumbing", 1, 1)
    rows = {row.key: row.is_replacing for row in page.context["cl"].result_list}
    assert rows == {"burst_pipe": True, "sump_pump": False}


def test_scenarios_of_every_template_are_listed_without_a_phrase_to_try(
    desk: Desk, extension: Template
) -> None:
    page = desk.open(TemplateScenario, "changelist")
    assert len(page.context["cl"].result_list) == 4
    assert page.context["try_url"] is None


@pytest.mark.parametrize("chosen", ["nonsense", "", "8a3aeff7-252c-486c-952b-219465d2f371"])
def test_a_template_that_is_not_there_lists_nothing_of_another(
    chosen: str, desk: Desk, template: Template
) -> None:
    page = desk.client.get(
        desk.url(TemplateScenario, "changelist"), {"template__id__exact": chosen}, follow=True
    )
    assert page.status_code == 200
    assert page.context["listed_template"] is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sump_pump", ["sump_pump"]),
        ("pipe has burst", ["burst_pipe"]),
        ("longer answer", ["sump_pump"]),
        ("nothing says this", []),
    ],
)
def test_scenarios_are_found_by_what_is_said(
    text: str, found: list[str], desk: Desk, extension: Template
) -> None:
    TemplateScenario.objects.filter(key="sump_pump").update(full_replies=["A longer answer."])
    page = desk.open(TemplateScenario, "changelist", q=text, template__id__exact=extension.pk)
    assert [row.key for row in page.context["cl"].result_list] == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"origin": "own"}, {"clogged_drain", "sump_pump", "burst_pipe"}),
        ({"origin": "replacing"}, {"burst_pipe"}),
        ({"category": "services"}, {"clogged_drain", "sump_pump", "burst_pipe"}),
        ({"category": "other"}, set()),
        ({"is_emergency__exact": "1"}, {"sump_pump"}),
        ({"status__exact": "draft"}, {"sump_pump"}),
    ],
)
def test_scenarios_are_narrowed_down(
    query: dict[str, str], found: set[str], desk: Desk, extension: Template
) -> None:
    TemplateScenario.objects.filter(key="sump_pump").update(is_emergency=True, status="draft")
    page = desk.open(TemplateScenario, "changelist", **query)
    assert {row.key for row in page.context["cl"].result_list} == found


def test_a_categorys_name_is_offered_for_the_chosen_template_only(
    desk: Desk, extension: Template
) -> None:
    TemplateCategory.objects.create(template=extension, key="pumps", name="Pumps")
    url = desk.url(TemplateScenario, "changelist")
    assert "Pumps" in desk.client.get(url, {"template__id__exact": extension.pk}).content.decode()
    parent = {"template__id__exact": extension.extends_id}
    assert "Pumps" not in desk.client.get(url, parent).content.decode()


def test_a_scenario_leads_to_those_before_and_after_it(desk: Desk, template: Template) -> None:
    first, second = template.scenarios.all()
    place = desk.open(first, "change", first.pk).context["place"]
    assert (place.number, place.total, place.before, place.after) == (1, 2, None, second)
    place = desk.open(second, "change", second.pk).context["place"]
    assert (place.number, place.total, place.before, place.after) == (2, 2, first, None)


def test_replies_are_counted_against_what_may_be_spoken(desk: Desk, template: Template) -> None:
    scenario = template.scenarios.first()
    assert scenario is not None
    page = desk.open(scenario, "change", scenario.pk).content.decode()
    assert 'data-most="220"' in page


def test_a_scenario_that_callers_do_not_meet_says_so(desk: Desk, template: Template) -> None:
    scenario = template.scenarios.first()
    assert scenario is not None
    url = desk.url(scenario, "change", scenario.pk)
    assert "no phrase reaches it" not in desk.client.get(url).content.decode()
    TemplateScenario.objects.filter(pk=scenario.pk).update(status="draft")
    assert "no phrase reaches it" in desk.client.get(url).content.decode()
