"""`/calls`: what was called about, narrowed, searched and in full."""

from datetime import UTC, datetime, timedelta
from typing import Any

import factory
import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from telephony.models import Outcome
from tenants.models import Company
from tests.factories import CallFactory, CallTurnFactory, QuestionAnswerFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)
"""Noon in New York."""

NASTY_SIDS = ["%00", "%ED%A0%80", "%FF", "*", "%0A", "' OR 1=1 --", "k" * 2000, "-1", "exports"]


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's list."""
    return f"/api/company/{company.id}/calls"


def sids(client: APIClient, path: str, **query: str) -> list[str]:
    """Return the call SIDs that a list holds, in order."""
    answer = client.get(path, query)
    assert answer.status_code == 200, answer.content
    return [call["callSid"] for call in answer.json()["results"]]


def calls_at(company: Company, *times: str) -> list[str]:
    """Make a call at each time, and return the times as call SIDs."""
    for time in times:
        CallFactory(company=company, call_sid=time, started_at=datetime.fromisoformat(time))
    return list(times)


def test_a_call_is_listed_with_how_many_turns_it_had(
    viewer: APIClient, here: str, company: Company
) -> None:
    call = CallFactory(
        company=company, call_sid="CA1", status="completed", outcome=Outcome.ANSWERED,
        duration_seconds=42, started_at=NOON,
    )  # fmt: skip
    CallTurnFactory(company=company, call=call, index=0)
    CallTurnFactory(company=company, call=call, index=1)

    answer = viewer.get(here)

    assert answer.json() == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "callSid": "CA1",
                "from": "+12125550123",
                "to": "+12395550100",
                "status": "completed",
                "outcome": "answered",
                "startedAt": "2026-11-25T17:00:00Z",
                "durationSeconds": 42,
                "isTest": False,
                "turnCount": 2,
            }
        ],
    }


def test_a_call_that_goes_on_has_no_outcome_yet(
    viewer: APIClient, here: str, company: Company
) -> None:
    CallFactory(company=company)

    (call,) = viewer.get(here).json()["results"]

    assert (call["outcome"], call["durationSeconds"], call["turnCount"]) == (None, None, 0)


def test_a_call_is_read_with_its_turns_in_order_and_why_each_was_so(
    viewer: APIClient, here: str, company: Company
) -> None:
    question = QuestionAnswerFactory(company=company, question="Where is your office?")
    parking = QuestionAnswerFactory(company=company, question="Can I park there?")
    trace = {
        "heard": "where are you",
        "qnas": [{"id": str(question.id), "score": 0.9, "needs": 0.8, "evidence": {}}],
        "also": [{"kind": "qna", "id": str(parking.id), "score": 0.9}],
        "reason": "the best question of the company reaches its threshold",
    }
    call = CallFactory(company=company, call_sid="CA1")
    CallTurnFactory(
        company=company, call=call, index=1, kind="qna", utterance="where are you", score=0.9,
        reply="123 Main Street.", trace=trace, latency_ms=6.5,
    )  # fmt: skip
    CallTurnFactory(company=company, call=call, index=0, reply="How can I help?")

    detail = viewer.get(f"{here}/CA1").json()

    greeting, answered = detail["turns"]
    assert detail["callSid"] == "CA1"
    assert (greeting["index"], greeting["reply"]) == (0, "How can I help?")
    assert answered == {
        "index": 1,
        "utterance": "where are you",
        "kind": "qna",
        "scenarioKey": None,
        "score": 0.9,
        "reply": "123 Main Street.",
        "latencyMs": 6.5,
        "trace": trace,
        "explanation": [
            {"label": "Heard", "text": "where are you"},
            {
                "label": "Question",
                "text": "Where is your office?: 0.90, needs 0.80; words 0.00, meaning 0.00",
            },
            {"label": "Also asked", "text": "Can I park there?"},
            {"label": "Why", "text": "the best question of the company reaches its threshold"},
        ],
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"from": "2026-11-25"}, ["2026-11-25T05:00Z", "2026-11-26T04:59Z", "2026-11-26T05:00Z"]),
        ({"to": "2026-11-24"}, ["2026-11-25T04:59Z"]),
        ({"from": "2026-11-25", "to": "2026-11-25"}, ["2026-11-25T05:00Z", "2026-11-26T04:59Z"]),
        ({"from": "2026-11-25T05:00:00Z", "to": "2026-11-26T04:59:00Z"}, ["2026-11-25T05:00Z"]),
        ({"from": "2026-11-26T00:00:00-05:00"}, ["2026-11-26T05:00Z"]),
        ({"from": "2026-11-26T05:00:00 00:00"}, ["2026-11-26T05:00Z"]),
        ({"from": "9999-12-31"}, []),
        ({"to": "0001-01-01T00:00:00+14:00"}, []),
    ],
    ids=str,
)
def test_calls_are_narrowed_by_time_and_a_day_is_the_companys(
    viewer: APIClient, here: str, company: Company, query: dict[str, str], found: list[str]
) -> None:
    calls_at(
        company, "2026-11-25T04:59Z", "2026-11-25T05:00Z", "2026-11-26T04:59Z", "2026-11-26T05:00Z"
    )

    assert sids(viewer, here, ordering="startedAt", **query) == found


@pytest.mark.parametrize(
    "caller",
    ["+12125550177", "12125550177", "2125550177", "(212) 555-0177", " 1 212 555 0177", "0177"],
)
def test_calls_are_narrowed_by_the_caller_however_the_number_is_written(
    viewer: APIClient, here: str, company: Company, caller: str
) -> None:
    CallFactory(company=company, call_sid="theirs", from_number="+12125550177")
    CallFactory(company=company, from_number="+12125550178")

    assert sids(viewer, here, caller=caller) == ["theirs"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"outcome": "booked"}, ["booked"]),
        ({"status": "busy"}, ["busy"]),
        ({"isTest": "true"}, ["test"]),
        ({"isTest": "false", "status": "completed"}, ["booked"]),
        ({"outcome": "spam"}, []),
    ],
    ids=str,
)
def test_calls_are_narrowed_by_how_they_went(
    viewer: APIClient, here: str, company: Company, query: dict[str, str], found: list[str]
) -> None:
    CallFactory(company=company, call_sid="booked", outcome="booked", status="completed")
    CallFactory(company=company, call_sid="busy", status="busy")
    CallFactory(company=company, call_sid="test", is_test=True, status="completed")

    assert sids(viewer, here, **query) == found


def test_calls_are_searched_by_number_sid_and_what_was_said_each_once(
    viewer: APIClient, here: str, company: Company
) -> None:
    call = CallFactory(company=company, call_sid="CA1", from_number="+12125550177")
    CallTurnFactory(company=company, call=call, index=1, utterance="my boiler leaks")
    CallTurnFactory(company=company, call=call, index=2, utterance="the boiler in the cellar")
    CallFactory(company=company, call_sid="CA2")

    searches = ["boiler", "CA1", "5550177", "boiler 5550177"]

    assert [sids(viewer, here, search=search) for search in searches] == [["CA1"]] * 4
    assert sids(viewer, here, search="furnace") == []


def test_what_was_said_is_looked_through_for_31_days_or_from_when_one_asks(
    viewer: APIClient, here: str, company: Company
) -> None:
    now = timezone.now()
    for sid, days in (("new", 30), ("old", 40), ("older", 80)):
        call = CallFactory(company=company, call_sid=sid, started_at=now - timedelta(days=days))
        CallTurnFactory(company=company, call=call, utterance="my boiler leaks")
    long_ago, then = ((now - timedelta(days=days)).isoformat() for days in (90, 35))

    assert sids(viewer, here, search="boiler") == ["new"]
    assert sids(viewer, here, search="boiler", to=then) == ["old"]
    assert sids(viewer, here, search="boiler", **{"from": long_ago}) == ["new", "old", "older"]
    assert sids(viewer, here, search="boiler", **{"from": long_ago, "to": then}) == ["old", "older"]
    assert sids(viewer, here, search="old") == ["old", "older"]


def test_calls_come_newest_first_unless_ordered(
    viewer: APIClient, here: str, company: Company
) -> None:
    old, new = calls_at(company, "2026-11-24T12:00Z", "2026-11-25T12:00Z")

    assert sids(viewer, here) == [new, old]
    assert sids(viewer, here, ordering="startedAt") == [old, new]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "yesterday"}, "from"),
        ({"from": "2026-02-30"}, "from"),
        ({"from": "2026-11-25T08:00:00"}, "from"),
        ({"from": "2026-11-25T08:00:00+99:00"}, "from"),
        ({"from": ""}, "from"),
        ({"to": "2026-11-2\0"}, "to"),
        ({"to": "9" * 5000}, "to"),
        ({"from": "2026-11-26", "to": "2026-11-25"}, "to"),
        ({"from": "2026-11-26T10:00Z", "to": "2026-11-26T09:00Z"}, "to"),
        ({"from": "2026-11-26T10:00Z", "to": "2026-11-26T10:00Z"}, "to"),
        ({"outcome": "won"}, "outcome"),
        ({"status": "\0"}, "status"),
        ({"caller": "Joe"}, "caller"),
        ({"caller": "+"}, "caller"),
        ({"caller": "555\0"}, "caller"),
        ({"caller": "5" * 41}, "caller"),
        ({"isTest": "perhaps"}, "isTest"),
        ({"ordering": "trace"}, "ordering"),
        ({"search": "x" * 500}, "search"),
        ({"search": "a b c d e f g h i"}, "search"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_makes_no_sense_is_told_by_name(
    viewer: APIClient, here: str, query: dict[str, str], field: str
) -> None:
    listed, exported = viewer.get(here, query), viewer.get(f"{here}/export", query)

    assert (listed.status_code, list(listed.json()["details"])) == (400, [field])
    assert (exported.status_code, list(exported.json()["details"])) == (400, [field])


@pytest.mark.parametrize("sid", NASTY_SIDS, ids=lambda sid: sid[:12])
def test_a_nasty_call_sid_is_not_found(owner: APIClient, here: str, sid: str) -> None:
    assert owner.get(f"{here}/{sid}").status_code == 404


@pytest.mark.parametrize(
    "page", ["0", "-1", "x", "9" * 5000, "\0"], ids=lambda page: repr(page[:5])
)
def test_a_page_that_cannot_be_is_refused(viewer: APIClient, here: str, page: str) -> None:
    assert viewer.get(here, {"page": page}).status_code == 400


def test_a_search_for_half_a_text_is_refused(viewer: APIClient, here: str) -> None:
    assert viewer.get(here, {"search": "a\0b"}).status_code == 400


def test_a_list_takes_as_many_queries_for_many_calls_as_for_one(
    viewer: APIClient, here: str, company: Company
) -> None:
    CallTurnFactory(company=company)
    few = queries_of(viewer, f"{here}?from=2020-01-01&search=212")

    CallTurnFactory.create_batch(20, company=company)

    assert queries_of(viewer, f"{here}?from=2020-01-01&search=212") == few


def test_a_call_takes_as_many_queries_for_many_turns_as_for_one(
    viewer: APIClient, here: str, company: Company
) -> None:
    call = CallFactory(company=company, call_sid="CA1")
    CallTurnFactory(company=company, call=call)
    few = queries_of(viewer, f"{here}/CA1")

    CallTurnFactory.create_batch(
        20, company=company, call=call, index=factory.Sequence(lambda n: n + 1)
    )

    assert queries_of(viewer, f"{here}/CA1") == few


def test_another_companys_call_is_neither_listed_nor_found_nor_read(
    viewer: APIClient, outsider: APIClient, here: str, company: Company, stranger: Company
) -> None:
    theirs = CallFactory(company=stranger, call_sid="CA1")
    CallTurnFactory(company=stranger, call=theirs, utterance="a secret")

    assert sids(viewer, here) == sids(viewer, here, search="secret") == []
    assert viewer.get(f"{here}/CA1").status_code == 404
    assert outsider.get(here).status_code == outsider.get(f"{here}/CA1").status_code == 403
    assert sids(outsider, f"/api/company/{stranger.id}/calls", search="secret") == ["CA1"]


def test_the_same_call_at_two_companies_is_read_by_each_as_its_own(
    viewer: APIClient, here: str, company: Company, stranger: Company
) -> None:
    CallTurnFactory(company=stranger, call__call_sid="CA1", reply="theirs")
    CallTurnFactory(company=company, call__call_sid="CA1", reply="ours")

    (turn,) = viewer.get(f"{here}/CA1").json()["turns"]

    assert turn["reply"] == "ours"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes_calls(owner: APIClient, here: str, company: Company, method: str) -> None:
    CallFactory(company=company, call_sid="CA1")

    answers: list[Any] = [getattr(owner, method)(path) for path in (here, f"{here}/CA1")]

    assert [answer.status_code for answer in answers] == [405, 405]
