"""`/business-hours`: when a company is open, told and written."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from telephony.models import BusinessHours, Closure
from tenants.models import Company, Role
from tenants.scope import company_scope, platform_scope
from tests.conftest import ClientOf
from tests.factories import BusinessHoursFactory, ClosureFactory, UserFactory
from tests.telephony.settings_api import Settings, log_of

pytestmark = pytest.mark.django_db

CLOSED = {day: [] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
NO_HOLIDAYS = {"country": None, "subdivision": None, "observed": True}
DEFAULTS = {
    "timezone": "America/New_York",
    "weekly": CLOSED,
    "holidays": NO_HOLIDAYS,
    "closures": [],
    "isOpenNow": None,
    "nextOpening": None,
}
MORNINGS = {**CLOSED, "mon": [["08:00", "12:00"]], "tue": [["08:00", "12:00"], ["13:00", "24:00"]]}
MONDAY_NOON = datetime(2027, 3, 1, 17, 0, tzinfo=UTC)


@pytest.fixture
def hours(owner: APIClient, company: Company) -> Settings:
    """Return the company's hours, for its owner."""
    return Settings(owner, company, "business-hours")


@pytest.fixture
def _monday_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it noon in New York on a Monday."""
    monkeypatch.setattr(timezone, "now", lambda: MONDAY_NOON)


def test_a_company_that_has_set_nothing_has_told_no_hours(hours: Settings) -> None:
    assert hours.get() == DEFAULTS


def test_a_patch_replaces_the_members_it_names_and_keeps_the_others(hours: Settings) -> None:
    hours.patch({"closures": [{"date": "2027-12-24"}, {"date": "2027-03-05", "reason": "Count"}]})
    hours.patch({"weekly": MORNINGS, "holidays": {"country": "US", "subdivision": "FL"}})
    last = hours.patch({"timezone": "America/Chicago", "weekly": {"mon": [["09:00", "10:00"]]}})

    assert last.status_code == 200
    assert hours.get() | {"isOpenNow": 0, "nextOpening": 0} == {
        "timezone": "America/Chicago",
        "weekly": {**CLOSED, "mon": [["09:00", "10:00"]]},
        "holidays": {"country": "US", "subdivision": "FL", "observed": True},
        "closures": [
            {"date": "2027-03-05", "reason": "Count"},
            {"date": "2027-12-24", "reason": ""},
        ],
        "isOpenNow": 0,
        "nextOpening": 0,
    }


def test_what_was_read_can_be_sent_back(hours: Settings) -> None:
    hours.patch({"weekly": MORNINGS, "closures": [{"date": "2027-03-05"}]})
    read = hours.get()

    assert hours.patch(read).status_code == 200
    assert hours.get()["weekly"] == read["weekly"]


@pytest.mark.usefixtures("_monday_noon")
def test_it_tells_whether_the_company_is_open_and_when_next(hours: Settings) -> None:
    closed = hours.patch({"weekly": MORNINGS}).json()
    opened = hours.patch({"timezone": "America/Chicago"}).json()

    assert (closed["isOpenNow"], closed["nextOpening"]) == (False, "2027-03-02T08:00:00-05:00")
    assert (opened["isOpenNow"], opened["nextOpening"]) == (True, None)


@pytest.mark.usefixtures("_monday_noon")
def test_days_off_are_no_openings(hours: Settings) -> None:
    hours.patch({"weekly": {"mon": [["08:00", "12:00"]]}, "closures": [{"date": "2027-03-08"}]})

    assert hours.get()["nextOpening"] == "2027-03-15T08:00:00-04:00"


def test_there_is_one_time_zone(hours: Settings, company: Company) -> None:
    hours.patch({"timezone": "Europe/London"})

    with platform_scope("test"):
        company.refresh_from_db()
    assert company.timezone == "Europe/London"


def test_what_was_changed_stands_in_the_audit_log(hours: Settings, company: Company) -> None:
    hours.patch({"timezone": "America/Chicago", "closures": [{"date": "2027-03-05"}]})
    hours.patch({"timezone": "America/Chicago"})

    assert log_of(company, "hours_changed") == [
        {
            "before": {"timezone": "America/New_York", "closures": []},
            "after": {
                "timezone": "America/Chicago",
                "closures": [{"date": "2027-03-05", "reason": ""}],
            },
        }
    ]


NASTY = [
    ("timezone", "Mars/Base"), ("timezone", ""), ("timezone", None), ("timezone", "UTC\0"),
    ("timezone", 1), ("timezone", "../etc/passwd"), ("timezone", []), ("weekly", None),
    ("weekly", []), ("weekly", "mon"), ("weekly", {"monday": []}), ("weekly", {"mon": None}),
    ("weekly", {"mon": "08:00-17:00"}), ("weekly", {"mon": ["08:00", "17:00"]}),
    ("weekly", {"mon": [["08:00"]]}), ("weekly", {"mon": [["8:00", "17:00"]]}),
    ("weekly", {"mon": [["08:00", "25:00"]]}), ("weekly", {"mon": [["17:00", "08:00"]]}),
    ("weekly", {"mon": [["22:00", "06:00"]]}), ("weekly", {"mon": [[8, 17]]}),
    ("weekly", {"mon": [[True, False]]}), ("weekly", {"mon": [["08:00\0", "17:00"]]}),
    ("weekly", {"mon": [["13:00", "17:00"], ["08:00", "12:00"]]}),
    ("weekly", {"mon": [["08:00", "13:00"], ["12:00", "17:00"]]}),
    ("weekly", {"mon": [["00:00", "00:01"]] * 13}), ("weekly", {"mon": [[[["08:00"]]]]}),
    ("holidays", None), ("holidays", "US"), ("holidays", {"country": "USA"}),
    ("holidays", {"country": "XX"}), ("holidays", {"country": "us"}),
    ("holidays", {"country": "US", "subdivision": "ZZ"}), ("holidays", {"subdivision": "FL"}),
    ("holidays", {"country": True}), ("holidays", {"country": "\0\0"}),
    ("holidays", {"country": "US", "observed": "perhaps"}), ("holidays", {"country": []}),
    ("closures", None), ("closures", {}), ("closures", ["2027-03-05"]), ("closures", [{}]),
    ("closures", [{"date": "2027-02-30"}]), ("closures", [{"date": "05/03/2027"}]),
    ("closures", [{"date": True}]), ("closures", [{"date": 20270305}]),
    ("closures", [{"date": "2027-03-05", "reason": "a\0b"}]),
    ("closures", [{"date": "2027-03-05", "reason": "x" * 121}]),
    ("closures", [{"date": "2027-03-05", "id": "x"}]),
    ("closures", [{"date": "2027-03-05"}, {"date": "2027-03-05", "reason": "Again"}]),
    ("closures", [{"date": f"{2000 + n}-01-01"} for n in range(367)]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), NASTY)
def test_a_nasty_value_is_refused_by_name_and_nothing_is_written(
    hours: Settings, name: str, value: Any
) -> None:
    good = {"timezone": "Europe/London", "weekly": MORNINGS}

    refused = hours.send(json.dumps({**good, name: value}))

    assert (refused.status_code, list(refused.json()["details"])) == (400, [name])
    assert hours.get() == DEFAULTS


@pytest.mark.parametrize("name", ["company", "id", "holiday_country", "open"])
def test_an_unknown_member_is_refused_by_name(hours: Settings, name: str) -> None:
    refused = hours.patch({"timezone": "Europe/London", name: "x"})

    assert (refused.status_code, refused.json()["details"]) == (400, {name: ["Unknown field."]})


def test_the_version_is_told_and_heeded(hours: Settings) -> None:
    first = hours.client.get(hours.path)["ETag"]

    taken = hours.patch({"weekly": MORNINGS}, **{"If-Match": first})
    stale = hours.patch({"weekly": CLOSED}, **{"If-Match": first})

    assert (taken.status_code, stale.status_code) == (200, 412)
    assert hours.get()["weekly"] == MORNINGS


@pytest.mark.parametrize(
    ("role", "status"), [(Role.VIEWER, 403), (Role.MANAGER, 200), (Role.OWNER, 200)]
)
def test_managers_write_and_all_read(
    company: Company, client_of: ClientOf, role: Role, status: int
) -> None:
    hours = Settings(client_of(UserFactory(company=company, role=role)), company, "business-hours")

    assert hours.client.get(hours.path).status_code == 200
    assert hours.patch({"weekly": MORNINGS}).status_code == status


def test_an_outsider_neither_reads_nor_writes_nor_is_touched(
    outsider: APIClient, company: Company, stranger: Company
) -> None:
    BusinessHoursFactory(company=company)
    ClosureFactory(company=company)
    foreign = Settings(outsider, company, "business-hours")
    own = Settings(outsider, stranger, "business-hours")

    assert foreign.client.get(foreign.path).status_code == 403
    assert foreign.patch({"closures": []}).status_code == 403
    assert own.get() == DEFAULTS
    assert own.patch({"closures": [], "weekly": CLOSED, "timezone": "UTC"}).status_code == 200
    with platform_scope("test"):
        company.refresh_from_db()
    assert company.timezone == "America/New_York"
    with company_scope(company.id):
        assert BusinessHours.objects.get().weekly["mon"] == [["08:00", "17:00"]]
        assert Closure.objects.count() == 1


def test_a_time_that_no_clock_shows_is_told_how_to_be_written(hours: Settings) -> None:
    refused = hours.patch({"weekly": {"mon": [["08:00", "25:00"]]}})

    assert "Write a time of the day as 08:00, up to 24:00." in refused.content.decode()
