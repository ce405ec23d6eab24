"""What a variable's definition may ask, and that its value keeps to it, however it comes in."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from templates_brain.documents import InvalidDocument, checked_template
from templates_brain.models import Variable
from templates_brain.publishing import load_template
from templates_brain.values import checked_value
from templates_brain.variables import spoken_values
from tenants.models import Company
from tenants.scope import company_scope, platform_scope
from tests.factories import TemplateDocumentFactory, VariableFactory
from tests.telephony.commands import refusal, run

KEPT = [
    ("text", {"pattern": "[A-Z]{2}-[0-9]{4}"}, "EX-0001"),
    ("text", {"minLength": 2, "maxLength": 3}, "abc"),
    ("money", {"min": 100, "max": 1500}, "$1,250.50"),
    ("money", {"min": 100}, "100"),
    ("number", {"min": -1.5, "max": 2}, "-1.5"),
    ("phone", {"pattern": r"\+1239.*"}, "(239) 555-0100"),
    ("hours", {"maxLength": 40}, "Monday to Friday, 8 am to 5 pm"),
]
REFUSED = [
    ("text", {"pattern": "[A-Z]{2}-[0-9]{4}"}, "EX-0001 and more"),
    ("text", {"minLength": 2}, "a"),
    ("text", {"maxLength": 3}, "abcd"),
    ("money", {"min": 100}, "$99.99"),
    ("money", {"max": 1500}, "1,500.01"),
    ("number", {"max": 2}, "2.01"),
    ("phone", {"pattern": r"\+1239.*"}, "+12125550123"),
]


@pytest.mark.parametrize(("kind", "rules", "value"), KEPT)
def test_a_value_that_keeps_to_the_rules_is_taken(kind: str, rules: Any, value: str) -> None:
    assert checked_value(kind, value, [], rules)


@pytest.mark.parametrize(("kind", "rules", "value"), REFUSED)
def test_a_value_that_breaks_a_rule_is_refused_with_a_sentence(
    kind: str, rules: Any, value: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        checked_value(kind, value, [], rules)

    assert checked_value(kind, value, []) is not None
    assert refused.value.messages[0].endswith(".")


@given(st.sampled_from(["", "  "]), st.sampled_from(REFUSED))
def test_no_rule_asks_for_a_value_that_is_not_there(nothing: str, case: Any) -> None:
    kind, rules, _ = case

    assert checked_value(kind, nothing, [], rules) == ""


def fault_of(**definition: Any) -> str:
    """Return what is wrong with a template that defines this variable."""
    whole = {"name": "it", "label": "It", **definition}
    with pytest.raises(InvalidDocument) as refused:
        checked_template(TemplateDocumentFactory(variableDefinitions=[whole]))
    return str(refused.value)


@pytest.mark.parametrize(
    ("definition", "field"),
    [
        ({"type": "text", "validation": {"min": 1}}, "validation"),
        ({"type": "number", "validation": {"min": 2, "max": 1}}, "validation"),
        ({"validation": {"minLength": 9, "maxLength": 3}}, "validation"),
        ({"validation": {"pattern": "(?=lookahead)"}}, "validation"),
        ({"validation": {"length": 3}}, "validation.length"),
        ({"type": "enum"}, "choices"),
        ({"default": "x", "required": True}, "default"),
        ({"default": "$125", "type": "money"}, "default"),
        ({"default": "+12395550100", "type": "phone"}, "default"),
        ({"default": "8 to 5", "type": "hours"}, "default"),
        ({"default": "huge", "type": "enum", "choices": ["small"]}, "default"),
        ({"default": "abcd", "validation": {"maxLength": 3}}, "default"),
    ],
)
def test_a_definition_that_makes_no_sense_is_refused(definition: Any, field: str) -> None:
    assert fault_of(**definition).startswith(f"variableDefinitions.0.{field}: ")


def test_a_definition_that_makes_sense_is_taken() -> None:
    sound = {
        "name": "size",
        "label": "Size",
        "type": "enum",
        "choices": ["small", "large"],
        "default": "small",
    }

    checked = checked_template(TemplateDocumentFactory(variableDefinitions=[sound]))

    assert checked["variableDefinitions"][0]["default"] == "small"


@pytest.mark.django_db
def test_a_default_is_heard_where_there_is_no_value_and_never_becomes_one(
    company: Company, owner: APIClient
) -> None:
    VariableFactory(company=company, name="greeting", default="hello", value="")
    VariableFactory(company=company, name="parting", default="bye", value="so long")
    VariableFactory(company=company, name="motto", default="", value="")

    with company_scope(company.pk):
        heard = spoken_values(Variable.objects.all())

    assert heard == {"greeting": "hello", "parting": "so long"}
    shown = owner.get(f"/api/company/{company.pk}/configuration/variables").json()
    assert shown == {"parting": "so long"}


@pytest.mark.django_db
def test_the_api_names_each_value_that_breaks_a_rule(company: Company, owner: APIClient) -> None:
    path = f"/api/company/{company.pk}/configuration/variables"
    VariableFactory(company=company, name="price", type="money", value="", validation={"max": 500})
    VariableFactory(company=company, name="area", value="")

    refused = owner.patch(path, {"price": "501", "area": "Naples"}, format="json")
    taken = owner.patch(path, {"price": "500", "area": "Naples"}, format="json")

    assert (refused.status_code, list(refused.json()["details"])) == (400, ["price"])
    assert (taken.status_code, taken.json()) == (200, {"price": "500", "area": "Naples"})


@pytest.mark.django_db
def test_a_new_companys_values_are_held_to_the_rules() -> None:
    rules = {
        "name": "servicecallprice",
        "label": "Price",
        "type": "money",
        "validation": {"max": 9},
    }
    name = {"name": "companyName", "label": "Company name"}
    load_template(TemplateDocumentFactory(variableDefinitions=[name, rules]), actor="staff")
    words = ("--phone", "+12395550142", "--template", "plumbing", "--set")

    refused = refusal(run("create_company", "Ann's", *words, "servicecallprice=10"))
    made = run("create_company", "Ann's", *words, "servicecallprice=9")

    assert "servicecallprice" in refused
    assert made.exit_status == 0


@pytest.mark.django_db
def test_a_live_company_keeps_what_is_required(company: Company, owner: APIClient) -> None:
    path = f"/api/company/{company.pk}/configuration/variables"
    VariableFactory(company=company, name="hours", required=True, value="8 to 5")
    VariableFactory(company=company, name="area", value="Naples")

    refused = owner.patch(path, {"hours": None, "area": None}, format="json")
    optional = owner.patch(path, {"area": None}, format="json")
    with platform_scope("test"):
        Company._base_manager.filter(pk=company.pk).update(is_live=False)
    not_live = owner.patch(path, {"hours": None}, format="json")

    assert (refused.status_code, list(refused.json()["details"])) == (422, ["hours"])
    assert (optional.status_code, optional.json()) == (200, {"hours": "8 to 5"})
    assert (not_live.status_code, not_live.json()) == (200, {})
