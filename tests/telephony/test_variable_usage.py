"""`/configuration/variables/{name}/usage`: every text that uses a variable, and no other."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from tenants.models import Company, Role
from tests.conftest import ClientOf
from tests.factories import (
    BehaviourFactory,
    QuestionAnswerFactory,
    ScenarioFactory,
    UserFactory,
    VariableFactory,
)

pytestmark = pytest.mark.django_db


def path_of(company: Company, name: str = "price") -> str:
    """Return the path of a variable's usage."""
    return f"/api/company/{company.id}/configuration/variables/{name}/usage"


@pytest.fixture
def priced(company: Company) -> Company:
    """Give the company a price that a reply, an opener and an answer tell."""
    VariableFactory(company=company, name="price", type="money", value="125")
    BehaviourFactory(company=company, key="calm", name="Calm", openers=["Sure.", "It is {price}."])
    ScenarioFactory(
        company=company,
        key="visit",
        name="Visit",
        behaviour="calm",
        quick_replies=["We come.", "A visit is {price}."],
        full_replies=["A visit is {price}, or {price} twice."],
    )
    return company


def test_every_live_text_that_uses_it_is_named_with_its_place(
    owner: APIClient, priced: Company
) -> None:
    entry = QuestionAnswerFactory(company=priced, question="What is it?", answer="It is {price}.")

    body = owner.get(path_of(priced)).json()

    visit = {"key": "visit", "name": "Visit"}
    long = "A visit is {price}, or {price} twice."
    assert body == {
        "name": "price",
        "scenarios": [
            {**visit, "field": "quickReplies", "index": 1, "text": "A visit is {price}."},
            {**visit, "field": "fullReplies", "index": 0, "text": long},
        ],
        "behaviours": [
            {"key": "calm", "name": "Calm", "field": "openers", "index": 1}
            | {"text": "It is {price}."}
        ],
        "knowledge": [{"id": str(entry.id), "question": "What is it?", "text": "It is {price}."}],
    }


def test_a_text_message_beside_a_reply_uses_it_where_it_is_sent(
    owner: APIClient, priced: Company
) -> None:
    written = {"send_sms": {"text": "It is {price}."}}
    ScenarioFactory(
        company=priced, key="written", action_hooks=["send_sms"], hook_parameters=written
    )
    ScenarioFactory(company=priced, key="not_sent", hook_parameters=written)

    listed = owner.get(path_of(priced)).json()["scenarios"]

    assert [(one["key"], one["field"], one["text"]) for one in listed[2:]] == [
        ("written", "smsText", "It is {price}.")
    ]


def test_what_callers_do_not_meet_does_not_use_it(owner: APIClient, company: Company) -> None:
    VariableFactory(company=company, name="price")
    BehaviourFactory(company=company, key="nobodys", openers=["{price}"])
    ScenarioFactory(company=company, status="draft", quick_replies=["{price}"])
    QuestionAnswerFactory(company=company, status="archived", answer="{price}")
    ScenarioFactory(company=company, quick_replies=["{prices}", "{Price}", "price"])

    body = owner.get(path_of(company)).json()

    assert body == {"name": "price", "scenarios": [], "behaviours": [], "knowledge": []}


@pytest.mark.parametrize("name", ["nothing", "Price", "%00", "price%20", "%ED%A0%80", "x" * 300])
def test_a_name_that_is_not_there_is_not_found(
    owner: APIClient, priced: Company, name: str
) -> None:
    assert owner.get(path_of(priced, name)).status_code == 404


def test_another_companys_texts_are_not_told(
    owner: APIClient, outsider: APIClient, priced: Company, stranger: Company
) -> None:
    VariableFactory(company=stranger, name="price")
    VariableFactory(company=stranger, name="theirs")
    ScenarioFactory(company=stranger, key="their_own", quick_replies=["{price} {theirs}"])

    ours = owner.get(path_of(priced))

    assert "their_own" not in ours.content.decode()
    assert owner.get(path_of(priced, "theirs")).status_code == 404
    assert "their_own" in outsider.get(path_of(stranger)).content.decode()
    assert outsider.get(path_of(priced)).status_code == 403


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MANAGER])
def test_every_role_reads_it(client_of: ClientOf, priced: Company, role: Role) -> None:
    client = client_of(UserFactory(company=priced, role=role))

    assert client.get(path_of(priced)).status_code == 200


def test_the_queries_do_not_grow_with_the_texts(
    owner: APIClient, priced: Company, django_assert_max_num_queries: Any
) -> None:
    ScenarioFactory(company=priced, quick_replies=["{price}"] * 50)
    QuestionAnswerFactory.create_batch(10, company=priced, answer="{price}")

    with django_assert_max_num_queries(9):
        body = owner.get(path_of(priced)).json()

    assert (len(body["scenarios"]), len(body["knowledge"])) == (52, 10)
