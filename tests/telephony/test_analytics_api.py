"""`/analytics`: a company's figures by day and over a range, by its own clock."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from telephony.models import Call
from tenants.models import Company
from tests.factories import CallFactory, CallTurnFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

DAY = {"from": "2026-11-25", "to": "2026-11-25"}


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's figures."""
    return f"/api/company/{company.id}/analytics"


def call(company: Company, time: str = "2026-11-25T17:00Z", **facts: Any) -> Call:
    """Make a call at a time."""
    return CallFactory(company=company, started_at=datetime.fromisoformat(time), **facts)


def turns(call: Call, *kinds: str, **facts: Any) -> None:
    """Give the call a turn of each kind."""
    first = facts.pop("first", 0)
    for index, kind in enumerate(kinds, first):
        CallTurnFactory(company=call.company_id, call=call, index=index, kind=kind, **facts)


def turn_each(call: Call, field: str, *values: Any) -> None:
    """Give the call an answered turn with each value of a field."""
    for index, value in enumerate(values):
        CallTurnFactory(
            company=call.company_id, call=call, index=index, kind="scenario", **{field: value}
        )


def calls_every_day_of_november(company: Company) -> None:
    """Make a call with three turns on each of the month's first 24 days."""
    for day in range(1, 25):
        turns(call(company, f"2026-11-{day:02}T12:00Z"), "greeting", "scenario", "qna")


def figures(client: APIClient, path: str, **query: str) -> dict[str, Any]:
    """Return the answer."""
    answer = client.get(path, query or DAY)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def by_day(told: dict[str, Any]) -> dict[str, int]:
    """Return the calls of each day."""
    return {day["date"]: day["calls"] for day in told["days"]}


def test_calls_and_turns_are_counted_by_how_they_went(
    viewer: APIClient, here: str, company: Company
) -> None:
    turns(call(company, outcome="answered"), "greeting", "scenario", "scenario", "fallback")
    turns(call(company, outcome="transferred"), "greeting", "qna")
    call(company, outcome="abandoned", status="no-answer")
    call(company)

    told = figures(viewer, here)

    assert told["totals"] == {
        "calls": 4,
        "missedCalls": 1,
        "urgentCalls": 0,
        "outcomes": {
            "answered": 1,
            "transferred": 1,
            "message": 0,
            "booked": 0,
            "abandoned": 1,
            "spam": 0,
        },
        "turns": 6,
        "turnsPerCall": 1.5,
        "answers": {"fallback": 1, "greeting": 2, "qna": 1, "scenario": 2},
        "fallbackRate": 0.25,
    }
    assert told["days"] == [{"date": "2026-11-25", **told["totals"]}]


def test_where_there_is_nothing_there_are_zeros_and_no_rates(viewer: APIClient, here: str) -> None:
    told = figures(viewer, here)

    totals = told["totals"]
    assert (totals["calls"], totals["turns"], totals["answers"]) == (0, 0, {})
    assert totals["turnsPerCall"] is totals["fallbackRate"] is None
    assert told["latencyMs"] == {"p50": None, "p90": None, "p99": None}
    assert told["topScenarios"] == []
    assert [hour["calls"] for hour in told["hours"]] == [0] * 24


def test_every_day_of_the_range_is_told_those_without_calls_too(
    viewer: APIClient, here: str, company: Company
) -> None:
    call(company, "2026-11-24T12:00Z")
    call(company, "2026-11-26T12:00Z")

    told = figures(viewer, here, **{"from": "2026-11-23", "to": "2026-11-26"})

    assert by_day(told) == {"2026-11-23": 0, "2026-11-24": 1, "2026-11-25": 0, "2026-11-26": 1}
    assert (told["from"], told["to"]) == ("2026-11-23", "2026-11-26")


def test_days_and_hours_are_those_of_the_companys_clock(
    viewer: APIClient, here: str, company: Company
) -> None:
    call(company, "2026-11-25T04:59Z")
    call(company, "2026-11-25T05:00Z")
    call(company, "2026-11-26T04:59Z")
    call(company, "2026-11-26T05:00Z")

    told = figures(viewer, here)

    assert (told["timezone"], by_day(told)) == ("America/New_York", {"2026-11-25": 2})
    assert [hour["hour"] for hour in told["hours"] if hour["calls"]] == [0, 23]


def test_a_day_on_which_the_clock_goes_back_has_25_hours(
    viewer: APIClient, here: str, company: Company
) -> None:
    call(company, "2026-11-01T03:59Z")
    turns(call(company, "2026-11-01T04:00Z"), "greeting")
    call(company, "2026-11-01T05:30Z")
    call(company, "2026-11-01T06:30Z")
    turns(call(company, "2026-11-02T04:59Z"), "greeting")
    call(company, "2026-11-02T05:00Z")

    told = figures(viewer, here, **{"from": "2026-11-01", "to": "2026-11-01"})

    assert by_day(told) == {"2026-11-01": 4}
    assert told["totals"]["turns"] == 2
    counted = {hour["hour"]: hour["calls"] for hour in told["hours"] if hour["calls"]}
    assert counted == {0: 1, 1: 2, 23: 1}


def test_a_day_on_which_the_clock_goes_forward_has_23_hours(
    viewer: APIClient, here: str, company: Company
) -> None:
    call(company, "2026-03-08T04:59Z")
    call(company, "2026-03-08T05:00Z")
    call(company, "2026-03-09T03:59Z")
    call(company, "2026-03-09T04:00Z")

    told = figures(viewer, here, **{"from": "2026-03-08", "to": "2026-03-08"})

    assert by_day(told) == {"2026-03-08": 2}


def test_a_call_is_urgent_once_however_many_of_its_turns_are(
    viewer: APIClient, here: str, company: Company
) -> None:
    turns(call(company), "scenario", "scenario", urgency=0.9)
    turns(call(company), "scenario", urgency=0.5)
    turns(call(company), "scenario", urgency=1.0)

    told = figures(viewer, here)

    assert told["totals"]["urgentCalls"] == told["days"][0]["urgentCalls"] == 2


def test_the_scenarios_that_answered_most_come_first(
    viewer: APIClient, here: str, company: Company
) -> None:
    talk = call(company)
    turns(talk, "scenario", scenario_key="goodbye")
    turns(talk, "scenario", "scenario", scenario_key="prices", first=1)
    turns(talk, "confirm", "confirm", "confirm", scenario_key="asked_about", first=3)

    assert figures(viewer, here)["topScenarios"] == [
        {"scenarioKey": "prices", "turns": 2},
        {"scenarioKey": "goodbye", "turns": 1},
    ]


def test_at_most_ten_scenarios_are_told(viewer: APIClient, here: str, company: Company) -> None:
    keys = [f"scenario_{place:02}" for place in range(12)]
    turn_each(call(company), "scenario_key", *keys)

    told = [one["scenarioKey"] for one in figures(viewer, here)["topScenarios"]]

    assert told == keys[:10]


def test_a_percentile_is_what_so_many_turns_did_not_exceed(
    viewer: APIClient, here: str, company: Company
) -> None:
    turn_each(call(company), "latency_ms", *range(100, 0, -1))

    assert figures(viewer, here)["latencyMs"] == {"p50": 50.0, "p90": 90.0, "p99": 99.0}


def test_one_turn_is_every_percentile(viewer: APIClient, here: str, company: Company) -> None:
    turns(call(company), "greeting", latency_ms=7.5)

    assert figures(viewer, here)["latencyMs"] == {"p50": 7.5, "p90": 7.5, "p99": 7.5}


def test_test_calls_are_left_out_unless_asked_for(
    viewer: APIClient, here: str, company: Company
) -> None:
    turns(call(company), "greeting")
    turns(call(company, is_test=True), "scenario", scenario_key="prices", urgency=1.0)

    without = figures(viewer, here)
    with_tests = figures(viewer, here, **DAY, includeTests="true")

    assert (without["totals"]["calls"], without["totals"]["turns"]) == (1, 1)
    assert without["topScenarios"] == []
    assert (with_tests["totals"]["calls"], with_tests["totals"]["turns"]) == (2, 2)
    assert with_tests["totals"]["urgentCalls"] == 1
    assert with_tests["includeTests"] is True


@pytest.mark.parametrize(
    ("query", "first", "last", "days"),
    [
        ({}, "2026-10-27", "2026-11-25", 30),
        ({"from": "2026-11-24"}, "2026-11-24", "2026-11-25", 2),
        ({"to": "2026-03-31"}, "2026-03-02", "2026-03-31", 30),
        ({"to": "0001-01-02"}, "0001-01-01", "0001-01-02", 2),
        ({"from": "9999-12-31", "to": "9999-12-31"}, "9999-12-31", "9999-12-31", 1),
        ({"from": "2024-01-01", "to": "2024-12-31", "by": "day"}, "2024-01-01", "2024-12-31", 366),
    ],
    ids=str,
)
def test_the_range_is_the_last_30_days_of_the_companys_clock_unless_told(
    viewer: APIClient,
    here: str,
    monkeypatch: pytest.MonkeyPatch,
    query: dict[str, str],
    first: str,
    last: str,
    days: int,
) -> None:
    evening_in_new_york = datetime(2026, 11, 26, 3, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: evening_in_new_york)

    told = viewer.get(here, query).json()

    assert (told["from"], told["to"], len(told["days"])) == (first, last, days)
    assert (told["days"][0]["date"], told["days"][-1]["date"]) == (first, last)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "soon"}, "from"),
        ({"from": "2026-02-30"}, "from"),
        ({"from": "2026-11-25T08:00:00Z"}, "from"),
        ({"to": "\0"}, "to"),
        ({"to": "9" * 5000}, "to"),
        ({"from": "2026-11-26", "to": "2026-11-25"}, "to"),
        ({"from": "2024-01-01", "to": "2025-01-01"}, "from"),
        ({"from": "0001-01-01", "to": "9999-12-31"}, "from"),
        ({"by": "moon"}, "by"),
        ({"includeTests": "perhaps"}, "includeTests"),
    ],
    ids=lambda value: repr(value)[:50],
)
def test_what_makes_no_sense_is_told_by_name(
    viewer: APIClient, here: str, query: dict[str, str], field: str
) -> None:
    answer = viewer.get(here, query)

    assert (answer.status_code, list(answer.json()["details"])) == (400, [field])


def test_the_figures_take_as_many_queries_for_many_calls_and_days_as_for_one(
    viewer: APIClient, here: str, company: Company
) -> None:
    turns(call(company), "greeting", "scenario", urgency=1.0)
    few = queries_of(viewer, f"{here}?from=2026-11-25&to=2026-11-25")

    calls_every_day_of_november(company)

    assert queries_of(viewer, f"{here}?from=2026-11-01&to=2026-11-25") == few
    assert few <= 12


def test_another_companys_calls_are_in_none_of_our_figures(
    viewer: APIClient, outsider: APIClient, here: str, company: Company, stranger: Company
) -> None:
    turns(call(company), "greeting", latency_ms=5.0)
    theirs = call(stranger, outcome="booked", status="busy")
    turns(theirs, "scenario", scenario_key="secret", urgency=1.0, latency_ms=900.0)

    ours = figures(viewer, here)
    seen_by_them = figures(outsider, f"/api/company/{stranger.id}/analytics")

    assert (ours["totals"]["calls"], ours["totals"]["turns"]) == (1, 1)
    assert (ours["totals"]["urgentCalls"], ours["totals"]["outcomes"]["booked"]) == (0, 0)
    assert (ours["topScenarios"], ours["latencyMs"]["p99"]) == ([], 5.0)
    assert outsider.get(here).status_code == 403
    assert seen_by_them["topScenarios"] == [{"scenarioKey": "secret", "turns": 1}]
    assert seen_by_them["latencyMs"]["p99"] == 900.0


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes_figures(owner: APIClient, here: str, method: str) -> None:
    assert getattr(owner, method)(here).status_code == 405
