"""The isolation cases that the product was ordered with, one by one."""

import json
from typing import Any

import pytest
from django_redis import get_redis_connection
from rest_framework.test import APIClient

from knowledge.models import QuestionAnswer
from telephony.profiles import agent_for
from templates_brain.models import Variable
from templates_brain.placeholders import render
from templates_brain.variables import variable_values
from tenants import routing
from tenants.models import Company
from tenants.scope import company_scope
from tests.factories import (
    PhoneNumberFactory,
    QuestionAnswerFactory,
    ScenarioFactory,
    VariableFactory,
)

pytestmark = pytest.mark.django_db

UNAUTHORIZED = {
    "error": "Unauthorized",
    "message": "You do not have access to this company",
}


@pytest.fixture(autouse=True)
def two_companies(company: Company, stranger: Company) -> None:
    """Give each company its name, price, location, scenario and number."""
    _furnish(company, "Joe's Plumbing", "125", "12 Joe Street", "+12395550100")
    _furnish(stranger, "Smith's HVAC", "89", "34 Smith Avenue", "+12395550200")


def _furnish(company: Company, name: str, price: str, location: str, number: str) -> None:
    VariableFactory(company=company, name="companyName", value=name, required=True)
    VariableFactory(company=company, name="servicecallprice", type="money", value=price)
    QuestionAnswerFactory(company=company, question="where are you", answer=location)
    ScenarioFactory(
        company=company, key="greeting", quick_replies=[f"Thank you for calling {name}."]
    )
    PhoneNumberFactory(company=company, number=number)


@pytest.mark.parametrize("path", ["configuration", "knowledge-management", "scenarios"])
def test_1_a_company_cannot_read_another_companys_api(
    owner: APIClient, outsider: APIClient, stranger: Company, path: str
) -> None:
    refused = owner.get(f"/api/company/{stranger.id}/{path}")
    read = outsider.get(f"/api/company/{stranger.id}/{path}")

    assert (refused.status_code, refused.json()) == (403, UNAUTHORIZED)
    assert read.status_code == 200
    assert "Smith" in read.content.decode()


@pytest.mark.parametrize("path", ["configuration", "knowledge-management", "scenarios"])
def test_1_a_companys_own_api_holds_nothing_of_another(
    owner: APIClient, company: Company, path: str
) -> None:
    body = owner.get(f"/api/company/{company.id}/{path}").content.decode()

    assert "Joe" in body
    assert "Smith" not in body


def test_2_a_companys_cached_profile_holds_nothing_of_another(
    company: Company, stranger: Company
) -> None:
    agent_for(routing.route_number("+12395550100"))
    agent_for(routing.route_number("+12395550200"))

    ours, theirs = cached(f"company:{company.id}"), cached(f"company:{stranger.id}")

    assert "Joe" in ours
    assert "Smith" not in ours
    assert "Smith" in theirs
    assert "Joe" not in theirs


def test_2_a_companys_readiness_is_independent_of_another(
    owner: APIClient, outsider: APIClient, company: Company, stranger: Company
) -> None:
    ours = owner.get(f"/api/company/{company.id}/readiness").json()
    with company_scope(stranger.id):
        Variable.objects.update(value="")
    theirs = outsider.get(f"/api/company/{stranger.id}/readiness").json()

    assert owner.get(f"/api/company/{company.id}/readiness").json() == ours
    assert theirs["score"] < ours["score"]
    assert json.loads(cached(f"readiness:{company.id}"))["value"] == ours
    assert json.loads(cached(f"readiness:{stranger.id}"))["value"] == theirs


def test_2_every_key_that_holds_a_companys_data_names_the_company(
    owner: APIClient, company: Company
) -> None:
    agent_for(routing.route_number("+12395550100"))
    owner.get(f"/api/company/{company.id}/readiness")

    holding = {key for key in keys() if "Joe" in cached(key) or str(company.id) in cached(key)}

    assert holding == {f"company:{company.id}", f"readiness:{company.id}"}


def test_4_a_companys_knowledge_is_its_own(company: Company, stranger: Company) -> None:
    with company_scope(company.id):
        ours = list(QuestionAnswer.objects.values_list("answer", flat=True))
    with company_scope(stranger.id):
        theirs = list(QuestionAnswer.objects.values_list("answer", flat=True))

    assert (ours, theirs) == (["12 Joe Street"], ["34 Smith Avenue"])


def test_4_another_companys_location_is_not_in_what_our_callers_can_hear() -> None:
    ours = agent_for(routing.route_number("+12395550100")).profile.as_document()
    theirs = agent_for(routing.route_number("+12395550200")).profile.as_document()

    assert "12 Joe Street" in json.dumps(ours)
    assert "34 Smith Avenue" not in json.dumps(ours)
    assert "34 Smith Avenue" in json.dumps(theirs)


def test_5_a_change_of_one_companys_price_does_not_affect_another(
    owner: APIClient, outsider: APIClient, company: Company, stranger: Company
) -> None:
    answer = owner.patch(
        f"/api/company/{company.id}/configuration/variables",
        {"servicecallprice": "150"},
        format="json",
    )

    assert answer.json()["servicecallprice"] == "150"
    theirs = outsider.get(f"/api/company/{stranger.id}/configuration/variables").json()
    assert theirs["servicecallprice"] == "89"


def test_5_each_companys_name_is_its_own(company: Company, stranger: Company) -> None:
    with company_scope(company.id):
        ours = render("{companyName}", variable_values())
    with company_scope(stranger.id):
        theirs = render("{companyName}", variable_values())

    assert (ours, theirs) == ("Joe's Plumbing", "Smith's HVAC")


def keys() -> list[str]:
    """Return every key in Redis."""
    return [key.decode() for key in redis().keys("*")]


def cached(key: str) -> str:
    """Return what stands under a key, as it stands there."""
    return redis().get(key).decode()


def redis() -> Any:
    """Return Redis itself."""
    return get_redis_connection("default")
