"""`/calls/export`: calls in a file."""

import csv
import io

import pytest
from rest_framework.test import APIClient

from telephony.call_export import as_csv
from tenants.models import Company
from tests.factories import CallFactory, CallTurnFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's export."""
    return f"/api/company/{company.id}/calls/export"


def test_calls_are_exported_as_csv(owner: APIClient, here: str, company: Company) -> None:
    call = CallFactory(company=company, call_sid="CA1", duration_seconds=42, outcome="answered")
    CallTurnFactory(company=company, call=call)

    answer = owner.get(here)

    names, row = csv.reader(io.StringIO(answer.content.decode()))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="calls.csv"'
    assert dict(zip(names, row, strict=True)) == {
        "callSid": "CA1",
        "from": "'+12125550123",
        "to": "'+12395550100",
        "status": "in-progress",
        "outcome": "answered",
        "startedAt": call.started_at.isoformat().replace("+00:00", "Z"),
        "durationSeconds": "42",
        "isTest": "false",
        "turnCount": "1",
    }


def test_calls_are_exported_as_json_just_as_they_are_listed(
    owner: APIClient, here: str, company: Company
) -> None:
    CallTurnFactory.create_batch(3, company=company)

    answer = owner.get(here, {"format": "json"})

    listed = owner.get(here.removesuffix("/export")).json()["results"]
    assert answer["Content-Disposition"] == 'attachment; filename="calls.json"'
    assert answer.json() == listed
    assert len(listed) == 3


@pytest.mark.parametrize("file_format", ["csv", "json"])
def test_an_export_is_narrowed_and_ordered_as_a_list_is(
    owner: APIClient, here: str, company: Company, file_format: str
) -> None:
    CallFactory(company=company, call_sid="CA-first", outcome="booked")
    CallFactory(company=company, call_sid="CA-second", outcome="booked")
    CallFactory(company=company, call_sid="CA-other")
    query = {"outcome": "booked", "ordering": "startedAt", "format": file_format}

    text = owner.get(here, query).content.decode()

    assert text.index("CA-first") < text.index("CA-second")
    assert "CA-other" not in text


@pytest.mark.parametrize("accept", ["text/csv", "application/json", "image/png", "*/*"])
def test_the_format_is_what_was_asked_for_whatever_is_accepted(
    owner: APIClient, here: str, accept: str
) -> None:
    answer = owner.get(f"{here}?format=csv", HTTP_ACCEPT=accept)

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")


@pytest.mark.parametrize("file_format", ["xml", "", "CSV", "\0"])
def test_a_format_that_is_not_offered_is_refused(
    owner: APIClient, here: str, file_format: str
) -> None:
    answer = owner.get(here, {"format": file_format})

    assert (answer.status_code, list(answer.json()["details"])) == (400, ["format"])


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")']
)
def test_no_cell_is_a_formula(text: str) -> None:
    sheet = as_csv(["a", "b"], [{"a": text, "b": -1}])

    (_, cells) = csv.reader(io.StringIO(sheet, newline=""))
    assert cells == [f"'{text}", "-1"]


def test_more_calls_than_a_file_takes_are_refused_and_told_what_to_do(
    owner: APIClient, here: str, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("telephony.call_export.MOST_CALLS", 2)
    CallFactory.create_batch(2, company=company)
    enough = owner.get(here)

    CallFactory(company=company)
    answer = owner.get(here)

    assert enough.status_code == 200
    assert (answer.status_code, answer.json()["error"]) == (422, "refused")
    assert "narrow" in answer.json()["message"]


def test_an_export_takes_as_many_queries_for_many_calls_as_for_one(
    owner: APIClient, here: str, company: Company
) -> None:
    CallTurnFactory(company=company)
    few = queries_of(owner, here)

    CallTurnFactory.create_batch(20, company=company)

    assert queries_of(owner, here) == few


def test_another_companys_calls_are_not_in_the_file(
    owner: APIClient, outsider: APIClient, here: str, stranger: Company
) -> None:
    CallFactory(company=stranger, call_sid="CA-theirs")

    theirs = outsider.get(f"/api/company/{stranger.id}/calls/export")

    assert "CA-theirs" not in owner.get(here).content.decode()
    assert "CA-theirs" in theirs.content.decode()
    assert outsider.get(here).status_code == 403
