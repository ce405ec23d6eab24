"""`?search=` and `?ordering=`, the same on every list."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from tenants.filters import SEARCH_MAX_CHARS
from tenants.models import Company
from tests.factories import QuestionAnswerFactory

pytestmark = pytest.mark.django_db

LISTS = ("scenarios", "knowledge-management", "configuration/history")


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's questions and answers."""
    return f"/api/company/{company.id}/knowledge-management"


def questions(client: APIClient, path: str) -> list[str]:
    """Return the questions of a page in its order."""
    return [entry["question"] for entry in client.get(path).json()["results"]]


def test_a_search_finds_rows_that_hold_every_word_without_case(
    owner: APIClient, here: str, company: Company
) -> None:
    QuestionAnswerFactory(company=company, question="Where is it?", answer="On Main Street.")
    QuestionAnswerFactory(company=company, question="Where do you park?", answer="Behind.")

    assert questions(owner, f"{here}?search=WHERE main") == ["Where is it?"]
    assert questions(owner, f'{here}?search="do you"') == ["Where do you park?"]
    assert questions(owner, f"{here}?search=nowhere") == []


def test_a_search_reads_lists_of_texts_too(owner: APIClient, here: str, company: Company) -> None:
    QuestionAnswerFactory(company=company, question="Address?", alternatives=["where are you"])

    assert questions(owner, f"{here}?search=where") == ["Address?"]


def test_a_search_never_finds_another_companys_row(
    owner: APIClient, outsider: APIClient, here: str, stranger: Company
) -> None:
    QuestionAnswerFactory(company=stranger, question="Where?")
    there = f"/api/company/{stranger.id}/knowledge-management?search=where"

    assert questions(owner, f"{here}?search=where") == []
    assert outsider.get(f"{here}?search=where").status_code == 403
    assert questions(outsider, there) == ["Where?"]


@pytest.mark.parametrize(
    ("search", "status"),
    [("x" * SEARCH_MAX_CHARS, 200), ("x" * (SEARCH_MAX_CHARS + 1), 400), ("%00", 400), ('"', 200)],
    ids=["longest", "too long", "NUL", "open quote"],
)
def test_a_search_that_no_row_could_hold_is_refused(
    owner: APIClient, here: str, search: str, status: int
) -> None:
    assert owner.get(f"{here}?search={search}").status_code == status


def test_a_list_is_ordered_by_the_apis_names(owner: APIClient, here: str, company: Company) -> None:
    QuestionAnswerFactory(company=company, question="b", category="two")
    QuestionAnswerFactory(company=company, question="a", category="two")
    QuestionAnswerFactory(company=company, question="c", category="one")

    assert questions(owner, f"{here}?ordering=updatedAt") == ["b", "a", "c"]
    assert questions(owner, f"{here}?ordering=-updatedAt") == ["c", "a", "b"]
    assert questions(owner, f"{here}?ordering=-category,question") == ["a", "b", "c"]
    assert questions(owner, f"{here}?ordering=") == ["a", "b", "c"]


@pytest.mark.parametrize("name", ["updated_at", "company", "--question", "-", "answer;", "pk", "?"])
def test_an_order_that_is_not_offered_is_refused_and_told_what_is(
    owner: APIClient, here: str, name: str
) -> None:
    answer = owner.get(here, {"ordering": name})

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid")
    assert answer.json()["details"] == {
        "ordering": ["Order by question, category, status, updatedAt."]
    }


def test_rows_that_are_alike_stand_on_one_page_each(
    owner: APIClient, here: str, company: Company
) -> None:
    QuestionAnswerFactory.create_batch(9, company=company, question="Same?")

    pages = [
        owner.get(f"{here}?ordering=-question&pageSize=2&page={page}").json()["results"]
        for page in range(1, 6)
    ]

    assert len({entry["id"] for page in pages for entry in page}) == 9


@pytest.mark.parametrize("name", LISTS)
def test_every_list_tells_what_it_can_be_ordered_by(
    owner: APIClient, company: Company, name: str
) -> None:
    answer = owner.get(f"/api/company/{company.id}/{name}?ordering=nonsense")

    (sentence,) = answer.json()["details"]["ordering"]
    offered = sentence.removeprefix("Order by ").removesuffix(".").replace(" ", "")
    ordered = owner.get(f"/api/company/{company.id}/{name}?ordering=-{offered}")
    assert (answer.status_code, ordered.status_code) == (400, 200)


def test_templates_are_searched_and_ordered_alike(owner: APIClient) -> None:
    assert owner.get("/api/templates?search=plumbing&ordering=-version").status_code == 200
    assert owner.get("/api/templates?ordering=published_at").status_code == 400


def test_an_answer_about_one_row_heeds_neither(
    owner: APIClient, here: str, company: Company
) -> None:
    entry = QuestionAnswerFactory(company=company)

    assert owner.get(f"{here}/{entry.id}?search=nowhere&ordering=nonsense").status_code == 200


def parameters(client: APIClient, path: str) -> dict[str, Any]:
    """Return the query parameters of reading a path, as the OpenAPI document has them."""
    document = client.get("/api/schema", HTTP_ACCEPT="application/vnd.oai.openapi+json").json()
    described = document["paths"][path]["get"]["parameters"]
    return {one["name"]: one for one in described if one["in"] == "query"}


def test_the_openapi_document_describes_the_parameters(client: APIClient, db: None) -> None:
    path = "/api/company/{company_id}/knowledge-management"

    listed = parameters(client, path)

    assert listed.keys() >= {"search", "ordering", "page", "pageSize"}
    assert "`updatedAt`" in listed["ordering"]["description"]
    assert parameters(client, f"{path}/{{id}}") == {}
