"""The desk's pages of companies' configurations: edited, recorded, returned to."""

import pytest

from templates_brain.models import (
    ConfigurationChange,
    FillerWord,
    Scenario,
    Variable,
)
from tenants.models import AuditEntry, Company
from tenants.scope import company_scope
from tests import factories
from tests.desk import Desk, errors_of, scenario_of, told_last


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
    assert scenario_of(company, "new").category_id == own.pk


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
    changed = scenario_of(company, "burst_pipe")
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
    assert scenario_of(company, "burst_pipe").quick_replies == copy.quick_replies


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
