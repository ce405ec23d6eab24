"""The desk's pages of templates and configurations: edited, published, cloned, recorded."""

from typing import Any

import pytest
from django.http import HttpResponse

from templates_brain.cloning import clone_template, find_version
from templates_brain.models import (
    ConfigurationChange,
    FillerWord,
    Provenance,
    Scenario,
    Template,
    TemplateCategory,
    TemplateScenario,
    TemplateVersion,
    Variable,
)
from templates_brain.publishing import load_template
from tenants.models import AuditEntry, Company
from tenants.scope import company_scope
from tests import factories
from tests.desk import Desk, errors_of, told_last


@pytest.fixture
def desk(db: None) -> Desk:
    """Return a member of staff's desk."""
    return Desk(factories.StaffFactory())


@pytest.fixture
def template(db: None) -> Template:
    """Return a published template with two scenarios."""
    load_template(factories.TemplateDocumentFactory(), actor="tests")
    return Template.objects.get()


@pytest.fixture
def copy(template: Template, company: Company) -> Scenario:
    """Return a scenario of the company's copy of the template."""
    clone_template(company.id, find_version(template.key), actor="tests")
    return _scenario(company, "burst_pipe")


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


def test_adding_a_scenario_asks_for_the_company_first(desk: Desk, company: Company) -> None:
    factories.ScenarioCategoryFactory(company=company, name="Drains")
    factories.ScenarioCategoryFactory(company=factories.CompanyFactory(), name="Furnaces")
    asked = desk.open(Scenario, "add")
    assert list(asked.context["form"].fields) == ["company"]
    offered = desk.open(Scenario, "add", company=company.pk).content.decode()
    assert "Drains" in offered
    assert "Furnaces" not in offered


def test_a_category_of_another_company_is_an_error_of_the_form(
    desk: Desk, company: Company, stranger: Company
) -> None:
    foreign = factories.ScenarioCategoryFactory(company=stranger)
    own = factories.ScenarioCategoryFactory(company=company)
    values = {"key": "new", "name": "New", "triggers": "a", "quick_replies": "b"}
    refused = desk.add(Scenario, company=company, category=foreign, **values)
    assert list(errors_of(refused)) == ["category"]
    assert desk.add(Scenario, company=company, category=own, **values).status_code == 302
    assert _scenario(company, "new").category_id == own.pk


def test_a_category_of_another_company_is_refused_on_changing_too(
    desk: Desk, company: Company, stranger: Company
) -> None:
    scenario = factories.ScenarioFactory(company=company)
    foreign = factories.ScenarioCategoryFactory(company=stranger)
    assert list(errors_of(desk.change(scenario, category=foreign))) == ["category"]


def test_a_scenarios_key_is_taken_within_its_company_only(
    desk: Desk, company: Company, stranger: Company
) -> None:
    taken = factories.ScenarioFactory(company=company)
    values = {"key": taken.key, "name": "New", "triggers": "a", "quick_replies": "b"}
    again = desk.add(Scenario, company=company, category=taken.category, **values)
    assert "already exists" in str(errors_of(again))
    category = factories.ScenarioCategoryFactory(company=stranger)
    elsewhere = desk.add(Scenario, company=stranger, category=category, **values)
    assert elsewhere.status_code == 302


def test_changing_a_copied_scenario_marks_and_records_it(
    desk: Desk, copy: Scenario, company: Company
) -> None:
    assert desk.change(copy, quick_replies="We come at once.").status_code == 302
    changed = _scenario(company, "burst_pipe")
    assert changed.quick_replies == ["We come at once."]
    assert changed.changed_fields == ["quickReplies"]
    with company_scope(company.id):
        change = ConfigurationChange.objects.first()
    assert (change.action, change.actor) == ("scenario_changed", desk.staff.email)
    assert change.details == {"scenario": "burst_pipe", "fields": ["quick_replies"]}


def test_a_changed_scenario_returns_to_the_templates(
    desk: Desk, copy: Scenario, company: Company
) -> None:
    desk.change(copy, quick_replies="We come at once.")
    told = told_last(desk.act("return_to_template", copy))
    assert told == "Scenario is the template's again."
    assert _scenario(company, "burst_pipe").quick_replies == copy.quick_replies


def test_a_scenario_of_the_companys_own_has_no_template_to_return_to(
    desk: Desk, company: Company
) -> None:
    told = told_last(desk.act("return_to_template", factories.ScenarioFactory(company=company)))
    assert "the company's own" in told


def test_a_scenario_is_deleted_on_record(desk: Desk, copy: Scenario, company: Company) -> None:
    desk.client.post(desk.url(copy, "delete", copy.pk), {"post": "yes"})
    with company_scope(company.id):
        assert not Scenario.objects.filter(key="burst_pipe").exists()
        assert ConfigurationChange.objects.first().action == "scenario_removed"


def test_a_word_is_added_as_the_companys_own_on_record(desk: Desk, company: Company) -> None:
    assert desk.add(FillerWord, company=company, word="well").status_code == 302
    with company_scope(company.id):
        assert FillerWord.objects.get().origin == "company"
        assert ConfigurationChange.objects.first().action == "desk_added"


def test_a_word_that_is_there_is_an_error_of_the_form(desk: Desk, company: Company) -> None:
    factories.FillerWordFactory(company=company, word="well")
    assert "already exists" in str(errors_of(desk.add(FillerWord, company=company, word="well")))


@pytest.mark.parametrize(("value", "is_taken"), [("150", True), ("a lot", False), ("{x}", False)])
def test_a_value_must_be_of_its_variables_type(
    value: str, is_taken: bool, desk: Desk, company: Company
) -> None:
    variable = factories.VariableFactory(company=company, type="money", value="99")
    assert (desk.change(variable, value=value).status_code == 302) is is_taken
    with company_scope(company.id):
        assert Variable.objects.get().value == (value if is_taken else "99")


def test_a_value_never_stands_in_the_audit_log(desk: Desk, company: Company) -> None:
    variable = factories.VariableFactory(company=company, value="before")
    desk.change(variable, value="very private")
    with company_scope(company.id):
        entry = AuditEntry.objects.get(action="desk_changed")
    assert entry.details["fields"] == ["value"]
    assert "very private" not in str(entry.details)


def test_a_state_is_returned_to(desk: Desk, company: Company) -> None:
    variable = factories.VariableFactory(company=company, value="before")
    desk.change(variable, value="after")
    with company_scope(company.id):
        began = ConfigurationChange.objects.get(action="began")
    assert "is as it was" in told_last(desk.act("return_to_state", began))
    with company_scope(company.id):
        assert Variable.objects.get().value == "before"


def test_one_state_at_a_time_is_returned_to(desk: Desk, company: Company) -> None:
    changes = factories.ConfigurationChangeFactory.create_batch(2, company=company)
    assert told_last(desk.act("return_to_state", *changes)) == "Select one change."


def test_a_draft_is_published_once(desk: Desk, template: Template) -> None:
    desk.change(TemplateScenario.objects.get(key="burst_pipe"), triggers="a pipe burst")
    url = desk.url(template, "change", template.pk)
    first = desk.client.post(url.replace("change/", "publish/"), {"note": "Pipes"}, follow=True)
    assert told_last(first) == "Plumbing: version 2 is published."
    newest = template.latest_version()
    assert newest is not None
    assert (newest.note, newest.published_by) == ("Pipes", desk.staff.email)
    again = told_last(desk.act("publish_drafts", template))
    assert again == "Plumbing: nothing is new since version 2."


def test_opening_the_publish_page_publishes_nothing(desk: Desk, template: Template) -> None:
    desk.change(TemplateScenario.objects.get(key="burst_pipe"), triggers="a pipe burst")
    url = desk.url(template, "change", template.pk).replace("change/", "publish/")
    assert desk.client.get(url).status_code == 200
    assert TemplateVersion.objects.count() == 1


def test_a_draft_that_is_no_template_is_not_published(desk: Desk) -> None:
    desk.add(Template, key="empty", name="Empty", industry="none")
    told = told_last(desk.act("publish_drafts", Template.objects.get()))
    assert "cannot be published" in told
    assert not TemplateVersion.objects.exists()


def test_a_template_builds_on_one_that_stands_by_itself(desk: Desk, template: Template) -> None:
    facts = {"name": "Drains", "industry": "plumbing"}
    assert desk.add(Template, key="drains", extends=template, **facts).status_code == 302
    drains = Template.objects.get(key="drains")
    assert "extends" in errors_of(desk.add(Template, key="third", extends=drains, **facts))
    assert "extends" in errors_of(desk.change(drains, extends=drains))
    assert "extends" in errors_of(desk.change(template, extends=drains))
    alone = Template.objects.create(key="alone", **facts)
    assert "extends" in errors_of(desk.change(template, extends=alone))


def test_a_template_without_a_version_is_published_first(desk: Desk) -> None:
    desk.add(Template, key="empty", name="Empty", industry="none")
    response = _clone(desk, Template.objects.get())
    assert response.status_code == 302


def test_cloning_shows_what_it_comes_to_before_it_writes(
    desk: Desk, template: Template, company: Company
) -> None:
    page = _clone(desk, template, companies=[company.pk])
    assert _told(page) == [("Will change", "Scenarios: 2 added.")]
    with company_scope(company.id):
        assert not Scenario.objects.exists()


def test_cloning_copies_once_and_tells_for_each_company(
    desk: Desk, template: Template, company: Company, stranger: Company
) -> None:
    chosen = [company.pk, stranger.pk]
    first = _clone(desk, template, companies=chosen, confirmed="")
    assert _told(first) == [("Done", "Scenarios: 2 added.")] * 2
    with company_scope(company.id):
        keys = set(Scenario.objects.values_list("key", flat=True))
        assert keys == {"clogged_drain", "burst_pipe"}
        assert Provenance.objects.get().cloned_by == desk.staff.email
    again = _clone(desk, template, companies=[company.pk], confirmed="")
    assert _told(again) == [("Unchanged", "The company is on this version already.")]


def test_cloning_leaves_a_company_alone_where_both_sides_changed(
    desk: Desk, template: Template, copy: Scenario, company: Company
) -> None:
    desk.change(copy, quick_replies="We come at once.")
    desk.change(TemplateScenario.objects.get(key="burst_pipe"), quick_replies="On our way.")
    desk.act("publish_drafts", template)
    alone = _clone(desk, template, companies=[company.pk], confirmed="")
    assert _told(alone) == [("Left alone", "Both sides changed burst_pipe.")]
    assert _scenario(company, "burst_pipe").quick_replies == ["We come at once."]
    taken = _clone(desk, template, companies=[company.pk], confirmed="", on_conflict="take")
    assert _told(taken) == [("Done", "Scenarios: 1 updated.")]
    assert _scenario(company, "burst_pipe").quick_replies == ["On our way."]


def test_cloning_another_template_says_which_one_the_company_leaves(
    desk: Desk, copy: Scenario, company: Company
) -> None:
    load_template(factories.TemplateDocumentFactory(key="hvac", name="HVAC"), actor="tests")
    page = _clone(desk, Template.objects.get(key="hvac"), companies=[company.pk])
    assert "The company leaves plumbing 1." in _told(page)[0][1]


@pytest.mark.parametrize("companies", [[], ["nonsense"]])
def test_cloning_to_no_company_asks_again(
    companies: list[str], desk: Desk, template: Template
) -> None:
    page = _clone(desk, template, companies=companies, confirmed="")
    assert "companies" in page.context["form"].errors


def test_an_older_version_is_cloned_from_its_own_page(
    desk: Desk, template: Template, company: Company
) -> None:
    version = TemplateVersion.objects.get()
    page = _clone(desk, version, companies=[company.pk], confirmed="")
    assert _told(page) == [("Done", "Scenarios: 2 added.")]


def test_a_version_is_downloaded_as_an_import_takes_it(desk: Desk, template: Template) -> None:
    version = TemplateVersion.objects.get()
    url = desk.url(version, "change", version.pk).replace("change/", "download/")
    document = desk.client.get(url).json()
    assert not load_template(document, actor="tests").is_new


def _clone(desk: Desk, row: Template | TemplateVersion, **data: object) -> Any:
    url = desk.url(row, "change", row.pk).replace("change/", "clone/")
    return desk.client.post(url, data)


def _told(page: HttpResponse) -> list[tuple[str, str]]:
    return [(one.label, one.text) for one in page.context["outcomes"]]  # type: ignore[attr-defined]


def _scenario(company: Company, key: str) -> Scenario:
    with company_scope(company.id):
        return Scenario.objects.select_related("category").get(key=key)
