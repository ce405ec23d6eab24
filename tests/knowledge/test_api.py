"""`/knowledge-management`: a company's own questions and answers, by role."""

from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from knowledge.models import ALTERNATIVES_MAX, ANSWER_MAX_CHARS, QUESTION_MAX_CHARS, QuestionAnswer
from tenants.models import Company, Role
from tenants.scope import company_scope
from tests.conftest import ClientOf
from tests.factories import QuestionAnswerFactory, UserFactory

pytestmark = pytest.mark.django_db

NEW = {
    "question": "Where is your office?",
    "alternatives": ["what is your address"],
    "answer": "We are at {address}.",
    "category": "location",
    "status": "draft",
}


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's list."""
    return f"/api/company/{company.id}/knowledge-management"


@pytest.fixture
def manager(company: Company, client_of: ClientOf) -> APIClient:
    """Return the client of one who edits knowledge."""
    return client_of(UserFactory(company=company, role=Role.MANAGER))


@pytest.fixture
def viewer(company: Company, client_of: ClientOf) -> APIClient:
    """Return the client of one who reads."""
    return client_of(UserFactory(company=company, role=Role.VIEWER))


def stored(company: Company) -> list[QuestionAnswer]:
    """Return what the company knows."""
    with company_scope(company.id):
        return list(QuestionAnswer.objects.all())


def test_a_manager_adds_a_question(manager: APIClient, here: str, company: Company) -> None:
    answer = manager.post(here, NEW, format="json")

    assert answer.status_code == 201
    (entry,) = stored(company)
    assert answer.json() == {
        **NEW,
        "id": str(entry.id),
        "updatedAt": entry.updated_at.isoformat().replace("+00:00", "Z"),
    }


def test_the_least_to_add_is_a_question_and_an_answer(manager: APIClient, here: str) -> None:
    answer = manager.post(here, {"question": "Open?", "answer": "Yes."}, format="json")

    assert answer.status_code == 201
    assert answer.json()["alternatives"] == []
    assert (answer.json()["category"], answer.json()["status"]) == ("", "active")


def test_a_viewer_lists_and_reads(viewer: APIClient, here: str, company: Company) -> None:
    entry = QuestionAnswerFactory(company=company, question="Where?")

    listed, read = viewer.get(here), viewer.get(f"{here}/{entry.id}")

    assert listed.json().keys() == {"count", "next", "previous", "results"}
    assert listed.json()["results"] == [read.json()]
    assert read.json()["question"] == "Where?"


def test_a_list_is_told_page_by_page(viewer: APIClient, here: str, company: Company) -> None:
    QuestionAnswerFactory.create_batch(3, company=company)

    first = viewer.get(f"{here}?pageSize=2").json()
    second = viewer.get(first["next"]).json()

    assert (first["count"], len(first["results"]), len(second["results"])) == (3, 2, 1)
    assert first["next"].startswith("http://testserver/api/company/")
    assert second["next"] is None


def test_a_manager_changes_the_fields_that_they_name(
    manager: APIClient, here: str, company: Company
) -> None:
    entry = QuestionAnswerFactory(company=company, question="Where?", answer="Here.")

    answer = manager.patch(f"{here}/{entry.id}", {"answer": "There."}, format="json")

    assert answer.status_code == 200
    (changed,) = stored(company)
    assert (changed.question, changed.answer) == ("Where?", "There.")
    assert changed.updated_at > entry.updated_at


def test_a_manager_removes_a_question(manager: APIClient, here: str, company: Company) -> None:
    entry = QuestionAnswerFactory(company=company)

    answer = manager.delete(f"{here}/{entry.id}")

    assert (answer.status_code, answer.content) == (204, b"")
    assert stored(company) == []


@pytest.mark.parametrize(("method", "is_detail"), [("post", 0), ("patch", 1), ("delete", 1)])
def test_a_viewer_changes_nothing(
    viewer: APIClient, here: str, company: Company, method: str, is_detail: int
) -> None:
    entry = QuestionAnswerFactory(company=company, answer="Here.")
    path = f"{here}/{entry.id}" if is_detail else here

    answer = getattr(viewer, method)(path, NEW, format="json")

    assert answer.status_code == 403
    assert [one.answer for one in stored(company)] == ["Here."]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"question": ""}, "question"),
        ({"question": "  "}, "question"),
        ({"question": "q" * (QUESTION_MAX_CHARS + 1)}, "question"),
        ({"answer": ""}, "answer"),
        ({"answer": "a" * (ANSWER_MAX_CHARS + 1)}, "answer"),
        ({"alternatives": "where"}, "alternatives"),
        ({"alternatives": [""]}, "alternatives"),
        ({"alternatives": ["q" * (QUESTION_MAX_CHARS + 1)]}, "alternatives"),
        ({"alternatives": ["where"] * (ALTERNATIVES_MAX + 1)}, "alternatives"),
        ({"category": "c" * 65}, "category"),
        ({"status": "published"}, "status"),
        ({"priority": 1}, "priority"),
    ],
)
def test_what_is_not_valid_is_told_by_field_and_not_written(
    manager: APIClient, here: str, company: Company, change: dict[str, Any], field: str
) -> None:
    answer = manager.post(here, {**NEW, **change}, format="json")

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid")
    assert list(answer.json()["details"]) == [field]
    assert stored(company) == []


@pytest.mark.parametrize("status", ["draft", "active", "archived"])
def test_a_question_takes_each_status(manager: APIClient, here: str, status: str) -> None:
    assert manager.post(here, {**NEW, "status": status}, format="json").status_code == 201


def test_a_question_that_is_not_there_is_not_found(manager: APIClient, here: str) -> None:
    path = f"{here}/{uuid4()}"

    assert manager.get(path).status_code == 404
    assert manager.patch(path, {}, format="json").status_code == 404
    assert manager.delete(path).status_code == 404


def test_another_companys_question_is_neither_listed_nor_read_nor_changed_nor_removed(
    manager: APIClient, here: str, stranger: Company
) -> None:
    theirs = QuestionAnswerFactory(company=stranger, answer="Theirs.")
    path = f"{here}/{theirs.id}"

    assert manager.get(here).json()["results"] == []
    assert manager.get(path).status_code == 404
    assert manager.patch(path, {"answer": "Ours."}, format="json").status_code == 404
    assert manager.delete(path).status_code == 404
    assert [one.answer for one in stored(stranger)] == ["Theirs."]


def test_two_companies_may_know_the_same_question(
    owner: APIClient, outsider: APIClient, company: Company, stranger: Company
) -> None:
    first = owner.post(f"/api/company/{company.id}/knowledge-management", NEW, format="json")
    second = outsider.post(f"/api/company/{stranger.id}/knowledge-management", NEW, format="json")

    assert first.status_code == second.status_code == 201
    assert len(stored(company)) == len(stored(stranger)) == 1


def test_a_write_answers_with_the_new_version_and_a_stale_one_is_refused(
    manager: APIClient, here: str, company: Company
) -> None:
    before = manager.get(here)["ETag"]

    made = manager.post(here, NEW, format="json", HTTP_IF_MATCH=before)
    stale = manager.post(here, NEW, format="json", HTTP_IF_MATCH=before)
    fresh = manager.post(here, NEW, format="json", HTTP_IF_MATCH=f"W/{made['ETag']}")

    assert made["ETag"] != before
    assert [made.status_code, stale.status_code, fresh.status_code] == [201, 412, 201]
    assert len(stored(company)) == 2


def test_a_whole_replacement_is_not_offered(
    manager: APIClient, here: str, company: Company
) -> None:
    entry = QuestionAnswerFactory(company=company)

    assert manager.put(f"{here}/{entry.id}", NEW, format="json").status_code == 405
