"""`/knowledge-management/import` and `/export`: all or nothing, and a round trip."""

import csv
import io
import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from knowledge import importing
from knowledge.entries import FIELDS
from knowledge.models import QuestionAnswer
from tenants.models import Company, Role
from tenants.scope import company_scope
from tests.audit_log import entries_of
from tests.conftest import ClientOf
from tests.factories import QuestionAnswerFactory, UserFactory

pytestmark = pytest.mark.django_db

HEADER = "question,alternatives,answer,category,status\n"


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's knowledge."""
    return f"/api/company/{company.id}/knowledge-management"


def send(client: APIClient, path: str, content: str | bytes, name: str = "a.csv") -> Any:
    """Return the answer to an import of a file."""
    body = content if isinstance(content, bytes) else content.encode()
    return client.post(path, {"file": SimpleUploadedFile(name, body)}, format="multipart")


def paste(client: APIClient, here: str, text: str) -> Any:
    """Return the answer to an import of a text."""
    return client.post(f"{here}/import", {"text": text}, format="json")


def stored(company: Company) -> list[tuple[Any, ...]]:
    """Return what the company's entries hold, in the order of their questions."""
    with company_scope(company.id):
        return list(QuestionAnswer.objects.order_by("question").values_list(*FIELDS))


def imports_on_record(company: Company) -> list[dict[str, Any]]:
    """Return what the audit log tells of imports."""
    return [entry.details for entry in entries_of(company, "knowledge_imported")]


def test_a_table_is_imported_and_on_record_once(
    manager: APIClient, here: str, company: Company
) -> None:
    text = HEADER + "Where?,which street|what city,On Main.,location,draft\nOpen?,,Yes.,,\n"

    answer = send(manager, f"{here}/import", text)

    assert (answer.status_code, answer["ETag"]) == (200, manager.get(here)["ETag"])
    assert answer.json() == {
        "rows": 2, "created": 2, "updated": 0, "unchanged": 0, "errors": [], "warnings": [],
    }  # fmt: skip
    assert stored(company) == [
        ("Open?", [], "Yes.", "", "active"),
        ("Where?", ["which street", "what city"], "On Main.", "location", "draft"),
    ]
    assert imports_on_record(company) == [{"created": 2, "updated": 0}]


def test_json_and_pasted_text_are_imported_too(
    manager: APIClient, here: str, company: Company
) -> None:
    document = json.dumps([{"question": "Where?", "answer": "Here.", "alternatives": ["which"]}])

    send(manager, f"{here}/import", document, "a.json")
    pasted = paste(manager, here, "Q: Open?\nA: Yes.")

    assert pasted.json()["created"] == 1
    assert [row[:3] for row in stored(company)] == [
        ("Open?", [], "Yes."),
        ("Where?", ["which"], "Here."),
    ]


def test_an_entry_is_changed_by_its_id_or_by_its_question_and_keeps_what_is_not_named(
    manager: APIClient, here: str, company: Company
) -> None:
    by_id = QuestionAnswerFactory(company=company, question="A?", alternatives=["a b"])
    QuestionAnswerFactory(company=company, question="B?", category="kept", answer="Old.")
    QuestionAnswerFactory(company=company, question="C?", answer="Same.")
    text = f"id,question,answer\n{by_id.id},A a?,New.\n,b?,New.\n,C?,Same.\n"

    told = send(manager, f"{here}/import", text).json()

    assert (told["created"], told["updated"], told["unchanged"]) == (0, 2, 1)
    assert stored(company) == [
        ("A a?", ["a b"], "New.", "", "active"),
        ("C?", [], "Same.", "", "active"),
        ("b?", [], "New.", "kept", "active"),
    ]


def test_what_was_updated_tells_when(manager: APIClient, here: str, company: Company) -> None:
    entry = QuestionAnswerFactory(company=company, question="A?")

    paste(manager, here, "Q: A?\nA: New.")

    assert manager.get(f"{here}/{entry.id}").json()["updatedAt"] > entry.updated_at.isoformat()


def test_with_a_bad_row_nothing_is_written_and_each_fault_is_told_by_row(
    manager: APIClient, here: str, company: Company
) -> None:
    lines = [
        "Fine?,,Fine.,,",
        ",,No question.,,",
        "No answer?,,,,",
        "Braces?,{a}|ok,Yes.,,",
        "Unseen?,,a\u200bb,,",
        "Status?,,Yes.,,published",
        "Fine?,,Twice.,,",
        f"{'q' * 301},,Yes.,,",
        "Cells?,,Yes.,,,more",
        "Nul\0?,,Yes.,,",
    ]

    answer = send(manager, f"{here}/import", HEADER + "\n".join(lines))

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid")
    faults = [(one["row"], one["field"]) for one in answer.json()["details"]["rows"]]
    assert faults == [
        (3, "question"), (4, "answer"), (5, "alternatives"), (6, "answer"), (7, "status"),
        (8, "question"), (9, "question"), (10, ""), (11, "question"),
    ]  # fmt: skip
    assert stored(company) == []
    assert imports_on_record(company) == []


def test_a_dry_run_tells_all_of_it_and_writes_nothing(
    manager: APIClient, here: str, company: Company
) -> None:
    before = manager.get(here)["ETag"]

    answer = send(manager, f"{here}/import?dryRun=true", HEADER + "A?,,{b}\nB?,,,\n")

    told = answer.json()
    assert (answer.status_code, answer["ETag"], told["created"]) == (200, before, 1)
    assert told["errors"] == [
        {"row": 3, "field": "answer", "message": "This field may not be blank."}
    ]
    assert [(one["code"], one["row"]) for one in told["warnings"]] == [("unknown_variable", 2)]
    assert stored(company) == []


def test_a_phrase_of_another_entry_is_warned_of_by_row(
    manager: APIClient, here: str, company: Company
) -> None:
    there = QuestionAnswerFactory(company=company, question="Where are you?")

    told = send(manager, f"{here}/import", HEADER + "A?,where are you,Yes.\nB?,a,Yes.").json()

    assert [(one["code"], one["row"], one["phrase"]) for one in told["warnings"]] == [
        ("same_phrase", 2, "where are you"),
        ("same_phrase", 3, "a"),
    ]
    assert told["warnings"][0]["entryId"] == str(there.id)


def test_two_entries_that_ask_the_same_are_told_apart_by_id_only(
    manager: APIClient, here: str, company: Company
) -> None:
    first, _ = (QuestionAnswerFactory(company=company, question="A?") for _ in range(2))

    unclear = paste(manager, here, "Q: A?\nA: New.")
    clear = send(manager, f"{here}/import", f"id,answer\n{first.id},New.")

    assert (unclear.status_code, clear.status_code) == (400, 200)
    assert sorted(row[2] for row in stored(company)) == ["123 Main Street.", "New."]


def test_another_companys_entry_is_neither_changed_nor_told(
    manager: APIClient, outsider: APIClient, here: str, company: Company, stranger: Company
) -> None:
    theirs = QuestionAnswerFactory(company=stranger, question="A?", answer="Theirs.")

    by_id = send(manager, f"{here}/import", f"id,question,answer\n{theirs.id},A?,Ours.")
    by_question = paste(manager, here, "Q: A?\nA: Ours.")

    assert by_id.json()["details"]["rows"] == [
        {"row": 2, "field": "id", "message": "There is no such entry."}
    ]
    assert by_question.json()["created"] == 1
    assert [row[2] for row in stored(stranger)] == ["Theirs."]
    assert send(outsider, f"{here}/import", HEADER + "A?,,B.").status_code == 403
    assert outsider.get(f"{here}/export").status_code == 403
    assert str(theirs.id) not in manager.get(f"{here}/export").content.decode()


def test_a_viewer_exports_and_does_not_import(
    here: str, company: Company, client_of: ClientOf
) -> None:
    viewer = client_of(UserFactory(company=company, role=Role.VIEWER))

    assert viewer.get(f"{here}/export").status_code == 200
    assert paste(viewer, here, "Q: A?\nA: B.").status_code == 403
    assert stored(company) == []


def test_a_stale_import_is_refused(manager: APIClient, here: str, company: Company) -> None:
    stale = manager.get(here)["ETag"]
    QuestionAnswerFactory(company=company)
    body = {"text": "Q: A?\nA: B."}

    refused = manager.post(f"{here}/import", body, format="json", HTTP_IF_MATCH=stale)

    assert refused.status_code == 412


def test_more_active_entries_than_there_is_room_for_are_refused_together(
    manager: APIClient, here: str, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.entries.ACTIVE_MAX", 1)

    answer = send(manager, f"{here}/import", HEADER + "A?,,B.\nC?,,D.")

    assert (answer.status_code, answer.json()["error"]) == (422, "refused")
    assert stored(company) == []


@pytest.mark.parametrize(
    "rows",
    [[None], [1], ["x"], [[]], [{"question": 1, "answer": []}], [{"question": "A?", "a": 1}]],
)
def test_json_of_wrong_types_is_told_by_row(
    manager: APIClient, here: str, company: Company, rows: list[Any]
) -> None:
    answer = send(manager, f"{here}/import", json.dumps(rows), "a.json")

    assert answer.status_code == 400
    assert {one["row"] for one in answer.json()["details"]["rows"]} == {1}
    assert stored(company) == []


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"id": "nonsense", "question": "A?", "answer": "B."}, "id"),
        ({"id": str(uuid4()), "question": "A?", "answer": "B."}, "id"),
        ({"question": "A?", "answer": "B.", "company": "x"}, "company"),
        ({"question": "A?", "answer": "B.", "alternatives": "a"}, "alternatives"),
        ({"question": "A?", "answer": "B.", "alternatives": ["a"] * 51}, "alternatives"),
        ({"question": "A?", "answer": "B.", "alternatives": [["a"]]}, "alternatives"),
        ({"question": "A?", "answer": None}, "answer"),
        ({"question": "A?"}, "answer"),
    ],
    ids=["id", "no id", "company", "text", "many", "nested", "null", "missing"],
)
def test_a_bad_field_is_told_by_name(
    manager: APIClient, here: str, row: dict[str, Any], field: str
) -> None:
    answer = send(manager, f"{here}/import", json.dumps([row]), "a.json")

    assert [one["field"] for one in answer.json()["details"]["rows"]] == [field]


@pytest.mark.parametrize("body", [{}, {"text": 1}, {"text": ""}, {"text": "\n"}, {"file": "x"}, []])
def test_a_body_without_a_text_is_refused(manager: APIClient, here: str, body: Any) -> None:
    assert manager.post(f"{here}/import", body, format="json").status_code == 400


@pytest.mark.parametrize("body", [{}, {"file": "x"}, {"text": "Q: A?\nA: B."}])
def test_a_form_without_a_file_is_refused(manager: APIClient, here: str, body: Any) -> None:
    assert manager.post(f"{here}/import", body, format="multipart").status_code == 400


def test_a_form_that_breaks_off_is_refused(manager: APIClient, here: str) -> None:
    answer = manager.post(f"{here}/import", b"--x", content_type="multipart/form-data")

    assert answer.status_code == 400


def test_what_is_too_large_is_refused(manager: APIClient, here: str, company: Company) -> None:
    file = send(manager, f"{here}/import", HEADER + "x" * 2_000_000)
    text = paste(manager, here, "x" * 3_000_000)

    assert (file.status_code, text.status_code) == (413, 413)
    assert file.json()["error"] == "too_large"
    assert stored(company) == []


@pytest.mark.parametrize(("value", "status"), [("true", 200), ("1", 200), ("maybe", 400)])
def test_a_dry_run_is_true_or_false(
    manager: APIClient, here: str, company: Company, value: str, status: int
) -> None:
    answer = manager.post(f"{here}/import?dryRun={value}", {"text": "A?\tB."}, format="json")

    assert answer.status_code == status
    assert stored(company) == []


def test_queries_grow_with_batches_only(
    manager: APIClient, here: str, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = "".join(f"Few {number}?,,A.\n" for number in range(2))
    many = "".join(f"Many {number}?,,A.\n" for number in range(60))
    changed = many.replace("A.", "B.")

    used = [queries(manager, here, HEADER + text) for text in (few, many)]
    used_to_change = queries(manager, here, HEADER + changed)
    monkeypatch.setattr(importing, "UPDATE_BATCH_SIZE", 20)
    used_in_batches = queries(manager, here, HEADER + many)

    assert used[0] == used[1]
    assert used_in_batches == used_to_change + 2 * 2  # two more batches, and the version of each
    assert len(stored(company)) == 62


def queries(client: APIClient, here: str, text: str) -> int:
    """Return how many queries an import takes."""
    with CaptureQueriesContext(connection) as captured:
        assert send(client, f"{here}/import", text).status_code == 200
    return len(captured)


def test_an_export_is_a_file_of_today_that_spreadsheets_open(
    manager: APIClient, here: str, company: Company
) -> None:
    entry = QuestionAnswerFactory(company=company, question="=1+1?", alternatives=["a|b", "c"])

    answer = manager.get(f"{here}/export")

    name = f"knowledge-{timezone.now():%Y-%m-%d}.csv"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    header, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert header == ["id", "question", "alternatives", "answer", "category", "status"]
    assert row == [str(entry.id), "'=1+1?", "a\\|b | c", "123 Main Street.", "", "active"]


def test_an_export_in_json_has_the_apis_fields(
    manager: APIClient, here: str, company: Company
) -> None:
    entry = QuestionAnswerFactory(company=company, question="Café?")

    answer = manager.get(f"{here}/export?format=json", HTTP_ACCEPT="text/html")

    read = manager.get(f"{here}/{entry.id}").json()
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == [{name: read[name] for name in ("id", *FIELDS)}]


@pytest.mark.parametrize("wanted", ["xml", "api", "%00", "csv,json"])
def test_another_form_is_refused(manager: APIClient, here: str, wanted: str) -> None:
    answer = manager.get(f"{here}/export?format={wanted}")

    assert (answer.status_code, list(answer.json()["details"])) == (400, ["format"])


said = st.text(st.sampled_from("=+-@'|\\\",; abé?0"), max_size=12).map(lambda text: f"{text}x")
entries = st.fixed_dictionaries(
    {
        "question": said,
        "alternatives": st.lists(said, max_size=3),
        "answer": said,
        "category": st.one_of(st.just(""), said),
        "status": st.sampled_from(["draft", "active", "archived"]),
    }
)


@pytest.mark.parametrize("form", ["csv", "json"])
@settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(entries, min_size=1, max_size=4))
def test_the_import_of_an_export_changes_nothing_and_restores_what_was_changed(
    manager: APIClient, here: str, company: Company, form: str, written: list[dict[str, Any]]
) -> None:
    with company_scope(company.id):
        QuestionAnswer.objects.all().delete()
    made = [manager.post(here, one, format="json").status_code for one in written]
    exported, before = manager.get(f"{here}/export?format={form}"), stored(company)

    again = send(manager, f"{here}/import", exported.content, f"a.{form}")
    with company_scope(company.id):
        QuestionAnswer.objects.update(answer="changed", category="changed", alternatives=[])
    restored = send(manager, f"{here}/import", exported.content, f"a.{form}")

    assert set(made) == {201}
    assert (again.json()["unchanged"], again.json()["updated"]) == (len(written), 0)
    assert restored.json()["updated"] == len(written)
    assert sorted(stored(company)) == sorted(before)


def test_after_many_faults_no_further_row_is_read(
    manager: APIClient, here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "FAULTS_MAX", 2)

    answer = send(manager, f"{here}/import", HEADER + "A?,,\n" * 9)

    assert [one["row"] for one in answer.json()["details"]["rows"]] == [2, 3]
