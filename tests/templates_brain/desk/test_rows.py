"""The desk's forms of a draft's rows and a company's: what is edited how, and what is refused."""

from typing import Any

import pytest

from templates_brain.admin.form_fields import HooksField, PairsField, RecordsField
from templates_brain.models import (
    Behaviour,
    ConfigurationChange,
    ScenarioCategory,
    Synonym,
    Template,
    TemplateBehaviour,
    TemplateCategory,
    TemplateScenario,
    TemplateVariable,
)
from tenants.models import Company
from tenants.scope import company_scope
from tests import factories
from tests.desk import Desk, errors_of

CALM = {"key": "calm", "name": "Calm", "openers": "Let's see."}


def test_a_categorys_synonyms_are_edited_as_pairs(desk: Desk, template: Template) -> None:
    category = TemplateCategory.objects.get()
    sent = {"synonyms": "a c = ac\n\n loo =toilet ", "filler_words": "well\nso"}
    assert desk.change(category, **sent).status_code == 302
    category.refresh_from_db()
    assert category.synonyms == [{"word": "a c", "means": "ac"}, {"word": "loo", "means": "toilet"}]
    assert category.filler_words == ["well", "so"]
    shown = desk.open(category, "change", category.pk).context["adminform"].form
    assert shown["synonyms"].value() == "a c = ac\nloo = toilet"


@pytest.mark.parametrize(
    ("text", "says"), [("a c", "Line 1"), ("a = b\n= c", "Line 2"), ("x" * 65 + " = y", "64")]
)
def test_a_pair_needs_two_sides(text: str, says: str, desk: Desk, template: Template) -> None:
    errors = errors_of(desk.change(TemplateCategory.objects.get(), synonyms=text))
    assert list(errors) == ["synonyms"]
    assert says in str(errors["synonyms"])


def test_a_scenario_is_given_a_behaviour_that_its_template_has(
    desk: Desk, template: Template, extension: Template
) -> None:
    desk.add(TemplateBehaviour, template=template, **CALM)
    scenario = TemplateScenario.objects.get(template=template, key="burst_pipe")
    inheriting = TemplateScenario.objects.get(template=extension, key="burst_pipe")
    assert _behaviours(desk, scenario) == _behaviours(desk, inheriting) == ["", "calm"]
    assert desk.change(scenario, behaviour="calm").status_code == 302
    TemplateBehaviour.objects.all().delete()
    assert _behaviours(desk, scenario) == ["", "calm"]
    assert _behaviours(desk, inheriting) == [""]


def test_a_company_chooses_among_its_own_behaviours(
    desk: Desk, company: Company, stranger: Company
) -> None:
    factories.BehaviourFactory(company=stranger, key="brisk")
    factories.BehaviourFactory(company=company, key="calm")
    assert _behaviours(desk, factories.ScenarioFactory(company=company)) == ["", "calm"]


def test_an_opener_is_short(desk: Desk, template: Template) -> None:
    refused = desk.add(TemplateBehaviour, template=template, **{**CALM, "openers": "x" * 121})
    assert "Line 1" in str(errors_of(refused)["openers"])
    assert desk.add(TemplateBehaviour, template=template, **CALM).status_code == 302


def test_action_hooks_are_ticked(desk: Desk, template: Template) -> None:
    scenario = TemplateScenario.objects.get(key="burst_pipe")
    sent = {
        "action_hooks": ["escalate", "end_call"],
        "hook_parameters": '{"escalate": {"first": "people"}}',
    }
    assert desk.change(scenario, **sent).status_code == 302
    scenario.refresh_from_db()
    assert scenario.action_hooks == ["escalate", "end_call"]
    assert scenario.hook_parameters == {"escalate": {"first": "people"}}
    assert desk.change(scenario, action_hooks=[]).status_code == 302
    scenario.refresh_from_db()
    assert scenario.action_hooks == []


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("action_hooks", ["dance"]),
        ("hook_parameters", '{"escalate": {"first": "nobody"}}'),
        ("hook_parameters", "{"),
        ("entities", '[{"name": "Day"}]'),
        ("entities", "{}"),
        ("preconditions", '{"needs": {}}'),
        ("effects", '{"set": {"is_member": [1]}}'),
        ("reply_weights", '{"hello": -1}'),
        ("cooldown_turns", "51"),
        ("language", "english"),
        ("channel", "fax"),
        ("behaviour", "Not a key"),
    ],
)
def test_what_a_document_may_not_say_of_a_scenario_is_told_at_its_field(
    column: str, text: object, desk: Desk, template: Template
) -> None:
    scenario = TemplateScenario.objects.get(key="burst_pipe")
    assert list(errors_of(desk.change(scenario, **{column: text}))) == [column]


def test_records_that_are_emptied_are_empty(desk: Desk, template: Template) -> None:
    scenario = TemplateScenario.objects.get(key="burst_pipe")
    facts = {"effects": '{"set": {"is_member": true}}', "entities": '[{"name": "day"}]'}
    assert desk.change(scenario, **facts).status_code == 302
    scenario.refresh_from_db()
    assert scenario.effects == {"set": {"is_member": True}}
    assert desk.change(scenario, effects="", entities=" ").status_code == 302
    scenario.refresh_from_db()
    assert (scenario.effects, scenario.entities) == ({}, [])


def test_saving_a_scenario_as_it_is_shown_changes_nothing(desk: Desk, template: Template) -> None:
    before = TemplateScenario.objects.filter(key="burst_pipe").values().get()
    assert desk.change(TemplateScenario.objects.get(key="burst_pipe")).status_code == 302
    assert TemplateScenario.objects.filter(key="burst_pipe").values().get() == before


def test_a_companys_scenario_that_is_saved_as_shown_is_no_change(
    desk: Desk, copy: Any, company: Company
) -> None:
    with company_scope(company.id):
        before = ConfigurationChange.objects.count()
    assert desk.change(copy).status_code == 302
    with company_scope(company.id):
        assert ConfigurationChange.objects.count() == before


@pytest.mark.parametrize(
    ("sent", "column"),
    [
        ({"validation": '{"min": 5}'}, "validation"),
        ({"validation": '{"maxLength": 0}'}, "validation"),
        ({"type": "money", "default": "99"}, "default"),
    ],
)
def test_a_definition_that_makes_no_sense_is_told_at_its_field(
    sent: dict[str, str], column: str, desk: Desk, template: Template
) -> None:
    variable = TemplateVariable.objects.get(name="companyName")
    assert list(errors_of(desk.change(variable, **sent))) == [column]


def test_a_value_is_held_to_its_definitions_rules(desk: Desk, company: Company) -> None:
    rules = {"maxLength": 5}
    variable = factories.VariableFactory(company=company, validation=rules, value="short")
    assert list(errors_of(desk.change(variable, value="too long"))) == ["value"]
    assert desk.change(variable, value="fine").status_code == 302


@pytest.mark.parametrize(("is_live", "status"), [(True, 200), (False, 302)])
def test_a_live_company_keeps_what_it_must_have(is_live: bool, status: int, desk: Desk) -> None:
    company = factories.CompanyFactory(is_live=is_live)
    variable = factories.VariableFactory(company=company, required=True, value="Joe's")
    assert desk.change(variable, value=" ").status_code == status


def test_a_companys_own_words_and_behaviours_are_on_record(desk: Desk, company: Company) -> None:
    synonym = {"word": "loo", "means": "toilet"}
    assert desk.add(Synonym, company=company, **synonym).status_code == 302
    assert desk.add(Behaviour, company=company, **CALM).status_code == 302
    category = {"key": "drains", "name": "Drains", "synonyms": "loo = toilet"}
    assert desk.add(ScenarioCategory, company=company, **category).status_code == 302
    with company_scope(company.id):
        assert Synonym.objects.get().origin == "company"
        actions = list(ConfigurationChange.objects.values_list("action", flat=True))
    assert actions == ["desk_added"] * 3 + ["began"]


@pytest.mark.parametrize(
    ("field", "stored", "typed", "is_changed"),
    [
        (RecordsField(initial=dict), {}, "", False),
        (RecordsField(initial=dict), {"a": 1}, '{\n "a": 1}', False),
        (RecordsField(initial=dict), {"a": 1}, '{"a": 2}', True),
        (RecordsField(initial=list), [], "", False),
        (PairsField(), [{"word": "a", "means": "b"}], "a=b", False),
        (PairsField(), [{"word": "a", "means": "b"}], "a = c", True),
        (PairsField(), [], "nonsense", True),
        (HooksField(), ["transfer"], ["transfer"], False),
        (HooksField(), ["transfer"], [], True),
    ],
)
def test_only_another_value_is_a_change(
    field: Any, stored: Any, typed: Any, is_changed: bool
) -> None:
    assert field.has_changed(stored, typed) is is_changed


def _behaviours(desk: Desk, row: Any) -> list[str]:
    form = desk.open(row, "change", row.pk).context["adminform"].form
    return [key for key, _ in form.fields["behaviour"].widget.choices]
