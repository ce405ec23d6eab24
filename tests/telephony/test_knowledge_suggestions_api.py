"""`/knowledge-management/suggestions`: other ways to ask, with nothing stored."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from knowledge.models import QuestionAnswer
from tenants.models import Company, Role
from tenants.scope import company_scope
from tests.conftest import ClientOf
from tests.factories import QuestionAnswerFactory, SynonymFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(company: Company) -> str:
    """Return the path of the company's suggestions."""
    return f"/api/company/{company.id}/knowledge-management/suggestions"


def suggested(client: APIClient, path: str, question: str, *alternatives: str) -> list[str]:
    """Return what is suggested."""
    body = {"question": question, "alternatives": alternatives}
    answer: list[str] = client.post(path, body, format="json").json()["suggestions"]
    return answer


def test_ways_to_ask_are_suggested_and_none_is_stored(
    owner: APIClient, path: str, company: Company
) -> None:
    assert suggested(owner, path, "What are your hours?", "When are you open?") == [
        "what time do you open", "what time do you close", "how late are you open",
    ]  # fmt: skip
    with company_scope(company.id):
        assert not QuestionAnswer.objects.exists()


def test_where_nothing_is_found_the_list_is_empty(owner: APIClient, path: str) -> None:
    answer = owner.post(path, {"question": "Why is it cold?"}, format="json")

    assert (answer.status_code, answer.json()) == (200, {"suggestions": []})


def test_what_another_entry_asks_is_not_suggested(
    owner: APIClient, path: str, company: Company, stranger: Company
) -> None:
    QuestionAnswerFactory(company=company, question="How late are you open?")
    QuestionAnswerFactory(company=stranger, question="When are you open?")

    ways = suggested(owner, path, "What are your hours?")

    assert "how late are you open" not in ways
    assert "when are you open" in ways


def test_what_the_companys_synonyms_make_the_same_is_not_suggested(
    owner: APIClient, path: str, company: Company
) -> None:
    assert "do you have financing" in suggested(owner, path, "Do you offer financing?")

    SynonymFactory(company=company, word="have", means="offer")

    assert "do you have financing" not in suggested(owner, path, "Do you offer financing?")


def test_a_viewer_and_an_outsider_get_none(
    outsider: APIClient, path: str, company: Company, client_of: ClientOf
) -> None:
    viewer = client_of(UserFactory(company=company, role=Role.VIEWER))
    body = {"question": "What are your hours?"}

    assert viewer.post(path, body, format="json").status_code == 403
    assert outsider.post(path, body, format="json").status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": ""},
        {"question": "?"},
        {"question": "a\x00b"},
        {"question": ["a"]},
        {"question": "q" * 301},
        {"question": "a", "alternatives": "b"},
        {"question": "a", "alternatives": ["\u202e"]},
        {"question": "a", "alternatives": ["b"] * 51},
        {"question": "a", "answer": "b"},
    ],
)
def test_what_is_no_question_is_refused(owner: APIClient, path: str, body: Any) -> None:
    assert owner.post(path, body, format="json").status_code == 400
