"""`/knowledge-management`: a company's own questions and answers, by role."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from knowledge import entries
from knowledge.models import ALTERNATIVES_MAX, ANSWER_MAX_CHARS, QUESTION_MAX_CHARS, QuestionAnswer
from tenants.models import Company
from tenants.scope import company_scope
from tests.audit_log import entries_of
from tests.factories import QuestionAnswerFactory, ScenarioFactory, VariableFactory

pytestmark = pytest.mark.django_db

NEW = {
    "question": "Where is your office?",
    "alternatives": ["what is your address"],
    "answer": "We are on Main Street.",
    "category": "location",
    "status": "draft",
}


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's list."""
    return f"/api/company/{company.id}/knowledge-management"


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
        "warnings": [],
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
        ({"question": "?!"}, "question"),
        ({"question": "Where is {city}?"}, "question"),
        ({"question": "Where\u200bis it?"}, "question"),
        ({"question": "\u202eWhere is it?"}, "question"),
        ({"question": "Where\x07?"}, "question"),
        ({"answer": "At {city."}, "answer"),
        ({"answer": "At {{city}}."}, "answer"),
        ({"answer": "At {company.__class__}."}, "answer"),
        ({"answer": "At\x85home."}, "answer"),
        ({"category": "a\u200fb"}, "category"),
        ({"alternatives": ["where", "…"]}, "alternatives"),
        ({"alternatives": ["where\ufeff"]}, "alternatives"),
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


def changes_on_record(company: Company) -> list[tuple[Any, ...]]:
    """Return what the audit log tells of knowledge, oldest first."""
    rows = [row for row in entries_of(company) if row.action.startswith("knowledge_")]
    return [(row.action, row.details, row.before, row.after) for row in rows]


def test_a_text_is_kept_on_one_line_without_blanks_around_it(manager: APIClient, here: str) -> None:
    asked = {"question": " Where\t is it? ", "answer": "On Main\r\nStreet. ", "category": " a "}

    made = manager.post(here, asked, format="json").json()

    assert (made["question"], made["answer"]) == ("Where is it?", "On Main Street.")
    assert made["category"] == "a"


def test_alternatives_that_are_heard_alike_are_one(manager: APIClient, here: str) -> None:
    ways = ["WHERE is your office", "what's your address?", "What is your address", "which street"]

    made = manager.post(here, {**NEW, "alternatives": ways}, format="json").json()

    assert made["alternatives"] == ["what's your address?", "which street"]


def test_a_changed_question_takes_its_like_out_of_the_alternatives(
    manager: APIClient, here: str, company: Company
) -> None:
    entry = QuestionAnswerFactory(company=company, alternatives=["which street", "what city"])

    changed = manager.patch(f"{here}/{entry.id}", {"question": "Which street?"}, format="json")

    assert changed.json()["alternatives"] == ["what city"]


def test_each_write_is_on_record_once_with_what_was_and_what_is(
    manager: APIClient, here: str, company: Company
) -> None:
    made = manager.post(here, NEW, format="json").json()
    path = f"{here}/{made['id']}"

    manager.patch(path, {"answer": "There.", "status": NEW["status"]}, format="json")
    manager.delete(path)

    which = {"entry": made["id"]}
    assert changes_on_record(company) == [
        ("knowledge_added", which, None, NEW),
        ("knowledge_changed", which, {"answer": NEW["answer"]}, {"answer": "There."}),
        ("knowledge_removed", which, {**NEW, "answer": "There."}, None),
    ]


def test_a_change_that_changes_nothing_is_neither_written_nor_on_record(
    manager: APIClient, here: str, company: Company
) -> None:
    entry = QuestionAnswerFactory(company=company, answer="Here.")
    before = manager.get(here)["ETag"]

    answer = manager.patch(f"{here}/{entry.id}", {"answer": "Here. "}, format="json")

    assert (answer.status_code, answer["ETag"]) == (200, before)
    assert changes_on_record(company) == []


def test_a_list_narrows_to_a_status_and_a_category(
    viewer: APIClient, here: str, company: Company
) -> None:
    QuestionAnswerFactory(company=company, question="A?", status="draft", category="hours")
    QuestionAnswerFactory(company=company, question="B?", status="draft", category="prices")
    QuestionAnswerFactory(company=company, question="C?", category="hours")

    found = viewer.get(f"{here}?status=draft&category=hours").json()["results"]

    assert [one["question"] for one in found] == ["A?"]
    assert viewer.get(f"{here}?status=&category=").json()["count"] == 3


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("status=published", "status"),
        ("category=%00", "category"),
        ("category=" + "c" * 65, "category"),
    ],
    ids=["status", "NUL", "long"],
)
def test_a_filter_that_makes_no_sense_is_refused(
    viewer: APIClient, here: str, query: str, field: str
) -> None:
    refused = viewer.get(f"{here}?{query}")

    assert (refused.status_code, list(refused.json()["details"])) == (400, [field])


@pytest.mark.parametrize("limit", ["ACTIVE_MAX", "ENTRIES_MAX"])
def test_a_company_has_room_for_so_many_entries(
    manager: APIClient, here: str, company: Company, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(entries, limit, 2)
    fits = {**NEW, "status": "active"}
    first, second, third = (manager.post(here, fits, format="json") for _ in range(3))

    assert [one.status_code for one in (first, second, third)] == [201, 201, 422]
    assert third.json()["error"] == "refused"
    assert len(stored(company)) == 2


def test_drafts_take_no_active_entrys_room_until_they_are_active(
    manager: APIClient, here: str, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "ACTIVE_MAX", 1)
    QuestionAnswerFactory(company=company)
    draft = manager.post(here, {**NEW, "status": "draft"}, format="json")

    refused = manager.patch(f"{here}/{draft.json()['id']}", {"status": "active"}, format="json")

    assert (draft.status_code, refused.status_code) == (201, 422)


def test_a_list_takes_as_many_queries_for_many_entries_as_for_one(
    viewer: APIClient, here: str, company: Company, django_assert_num_queries: Any
) -> None:
    QuestionAnswerFactory(company=company)
    with CaptureQueriesContext(connection) as one:
        viewer.get(here)
    QuestionAnswerFactory.create_batch(30, company=company)

    with django_assert_num_queries(len(one)):
        assert viewer.get(here).json()["count"] == 31


def test_a_write_tells_what_to_look_at(manager: APIClient, here: str, company: Company) -> None:
    VariableFactory(company=company, name="address", value="")
    ScenarioFactory(company=company, key="hours", name="Hours", triggers=["when are you open"])
    other = QuestionAnswerFactory(company=company, question="Where's your office?")
    asked = {"question": "where is your office", "alternatives": ["when are you open"]}

    made = manager.post(here, {**asked, "answer": "{address} {nonsense}"}, format="json")
    read = manager.get(f"{here}/{made.json()['id']}/warnings")

    told = [(one["code"], one["entryId"], one["scenarioKey"]) for one in made.json()["warnings"]]
    assert told == [
        ("empty_variable", None, None),
        ("unknown_variable", None, None),
        ("same_phrase", str(other.id), None),
        ("shadows_scenario", None, "hours"),
    ]
    assert read.json()["warnings"] == made.json()["warnings"]


def test_a_change_is_answered_with_warnings_too(
    manager: APIClient, here: str, company: Company
) -> None:
    entry = QuestionAnswerFactory(company=company)

    changed = manager.patch(f"{here}/{entry.id}", {"answer": "{nonsense}"}, format="json")

    assert [one["code"] for one in changed.json()["warnings"]] == ["unknown_variable"]


def test_another_companys_entry_is_neither_warned_of_nor_asked_about(
    manager: APIClient, outsider: APIClient, here: str, stranger: Company
) -> None:
    theirs = QuestionAnswerFactory(company=stranger, question="where is your office")

    made = manager.post(here, NEW, format="json")

    assert made.json()["warnings"] == []
    assert manager.get(f"{here}/{theirs.id}/warnings").status_code == 404
    assert outsider.get(f"{here}/{theirs.id}/warnings").status_code == 403


def test_an_entry_that_was_refused_leaves_no_old_words_with_the_receptionist(
    manager: APIClient, here: str, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "ACTIVE_MAX", 0)
    refused = manager.post(here, {**NEW, "status": "active"}, format="json")
    monkeypatch.undo()

    made = manager.post(here, {**NEW, "answer": "At sea.", "status": "active"}, format="json")
    heard = manager.post(
        f"/api/company/{company.id}/match", {"utterance": NEW["question"]}, format="json"
    )

    assert (refused.status_code, made.status_code) == (422, 201)
    assert heard.json()["reply"].startswith("At sea.")
