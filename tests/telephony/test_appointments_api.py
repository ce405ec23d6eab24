"""`/appointments`: what callers asked to be visited for, and what became of it."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from telephony.models import Appointment
from tenants.models import Company
from tenants.scope import company_scope
from tests.audit_log import entries_of
from tests.factories import AppointmentFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

EIGHT = datetime(2026, 11, 27, 8, tzinfo=UTC)
TEN = datetime(2026, 11, 27, 10, tzinfo=UTC)
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's list."""
    return f"/api/company/{company.id}/appointments"


def stored(company: Company) -> Appointment:
    """Return the company's only appointment."""
    with company_scope(company.id):
        return Appointment.objects.get()


def names(client: APIClient, path: str, **query: str) -> list[str]:
    """Return whose appointments a list holds, in order."""
    return [one["name"] for one in client.get(path, query).json()["results"]]


def test_an_appointment_is_listed_and_read(viewer: APIClient, here: str, company: Company) -> None:
    appointment = AppointmentFactory(
        company=company, address="12 Main Street", problem="A clogged drain.", urgency=0.5,
        window_start=EIGHT, window_end=TEN, call__call_sid="CA1",
    )  # fmt: skip

    listed, read = viewer.get(here).json(), viewer.get(f"{here}/{appointment.id}").json()

    assert listed == {"count": 1, "next": None, "previous": None, "results": [read]}
    assert read == {
        "id": str(appointment.id),
        "callSid": "CA1",
        "name": "Ann Miller",
        "phone": "+12125550123",
        "address": "12 Main Street",
        "problem": "A clogged drain.",
        "windowStart": "2026-11-27T08:00:00Z",
        "windowEnd": "2026-11-27T10:00:00Z",
        "urgency": 0.5,
        "status": "requested",
    }


def test_an_appointment_may_come_from_no_call_and_have_no_window_yet(
    viewer: APIClient, here: str, company: Company
) -> None:
    AppointmentFactory(company=company, call=None)

    (appointment,) = viewer.get(here).json()["results"]

    assert appointment["callSid"] is None
    assert appointment["windowStart"] is appointment["windowEnd"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Bob", "Ann"]),
        ({"ordering": "windowStart"}, ["Ann", "Bob"]),
        ({"status": "confirmed"}, ["Bob"]),
        ({"status": "cancelled"}, []),
        ({"from": "2026-11-27T09:00Z"}, ["Bob"]),
        ({"to": "2026-11-27T09:00Z"}, ["Ann"]),
        ({"from": "2026-11-27", "to": "2026-11-27"}, ["Bob", "Ann"]),
        ({"from": "2026-11-28"}, []),
        ({"search": "ann"}, ["Ann"]),
        ({"search": "5550199"}, ["Bob"]),
    ],
    ids=str,
)
def test_appointments_are_narrowed_searched_and_ordered(
    viewer: APIClient, here: str, company: Company, query: dict[str, str], found: list[str]
) -> None:
    AppointmentFactory(company=company, name="Ann", window_start=EIGHT, window_end=TEN)
    AppointmentFactory(
        company=company, name="Bob", phone="+12125550199", status="confirmed",
        window_start=TEN, window_end=NOON,
    )  # fmt: skip

    assert names(viewer, here, **query) == found


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"status": "won"}, "status"),
        ({"status": "\0"}, "status"),
        ({"from": "soon"}, "from"),
        ({"from": "2026-11-27", "to": "2026-11-26"}, "to"),
        ({"ordering": "place"}, "ordering"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_told_by_name(
    viewer: APIClient, here: str, query: dict[str, str], field: str
) -> None:
    answer = viewer.get(here, query)

    assert (answer.status_code, list(answer.json()["details"])) == (400, [field])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("requested", "confirmed"),
        ("requested", "cancelled"),
        ("confirmed", "cancelled"),
        ("rescheduled", "confirmed"),
        ("rescheduled", "cancelled"),
    ],
)
def test_a_status_follows_another(
    manager: APIClient, here: str, company: Company, before: str, after: str
) -> None:
    appointment = AppointmentFactory(
        company=company, status=before, window_start=EIGHT, window_end=TEN
    )

    answer = manager.patch(f"{here}/{appointment.id}", {"status": after}, format="json")

    assert (answer.status_code, answer.json()["status"]) == (200, after)
    assert stored(company).status == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("confirmed", "requested"),
        ("rescheduled", "requested"),
        ("cancelled", "requested"),
        ("cancelled", "confirmed"),
        ("cancelled", "rescheduled"),
    ],
)
def test_a_status_that_may_not_follow_is_refused(
    manager: APIClient, here: str, company: Company, before: str, after: str
) -> None:
    appointment = AppointmentFactory(
        company=company, status=before, window_start=EIGHT, window_end=TEN
    )

    answer = manager.patch(f"{here}/{appointment.id}", {"status": after}, format="json")

    assert (answer.status_code, answer.json()["error"]) == (422, "refused")
    assert stored(company).status == before
    assert entries_of(company) == []


def test_an_appointment_is_rescheduled_to_another_window(
    manager: APIClient, here: str, company: Company
) -> None:
    appointment = AppointmentFactory(
        company=company, status="confirmed", window_start=EIGHT, window_end=TEN, place=0
    )
    change = {
        "status": "rescheduled",
        "windowStart": "2026-11-27T05:00:00-05:00",
        "windowEnd": "2026-11-27T07:00:00-05:00",
    }

    answer = manager.patch(f"{here}/{appointment.id}", change, format="json")

    assert answer.json()["windowStart"] == "2026-11-27T10:00:00Z"
    moved = stored(company)
    assert (moved.status, moved.window_start, moved.window_end) == ("rescheduled", TEN, NOON)
    assert moved.place is None


@pytest.mark.parametrize(
    ("window", "change"),
    [
        ((EIGHT, TEN), {"status": "rescheduled"}),
        ((EIGHT, TEN), {"status": "rescheduled", "windowStart": "2026-11-27T08:00:00Z"}),
        ((None, None), {"status": "confirmed"}),
        ((EIGHT, TEN), {"status": "confirmed", "windowStart": None, "windowEnd": None}),
        ((EIGHT, TEN), {"status": "rescheduled", "windowStart": None, "windowEnd": None}),
    ],
    ids=str,
)
def test_what_is_agreed_on_needs_a_window(
    manager: APIClient,
    here: str,
    company: Company,
    window: tuple[datetime | None, datetime | None],
    change: dict[str, Any],
) -> None:
    start, end = window
    appointment = AppointmentFactory(company=company, window_start=start, window_end=end)

    answer = manager.patch(f"{here}/{appointment.id}", change, format="json")

    assert answer.status_code == 422
    assert stored(company).status == "requested"


@pytest.mark.parametrize(
    "change",
    [
        {"windowEnd": "2026-11-27T08:00:00Z"},
        {"windowStart": "2026-11-27T10:00:00Z"},
        {"windowStart": "2026-11-27T12:00:00Z"},
        {"windowStart": None},
        {"windowEnd": None},
    ],
    ids=str,
)
def test_a_window_starts_before_it_ends(
    manager: APIClient, here: str, company: Company, change: dict[str, Any]
) -> None:
    appointment = AppointmentFactory(company=company, window_start=EIGHT, window_end=TEN)

    answer = manager.patch(f"{here}/{appointment.id}", change, format="json")

    assert (answer.status_code, list(answer.json()["details"])) == (400, ["windowEnd"])
    assert (stored(company).window_start, stored(company).window_end) == (EIGHT, TEN)


def test_a_cancelled_appointment_stays_as_it_is(
    manager: APIClient, here: str, company: Company
) -> None:
    appointment = AppointmentFactory(company=company, status="cancelled")
    path = f"{here}/{appointment.id}"

    assert manager.patch(path, {"name": "Bob"}, format="json").status_code == 422
    assert manager.patch(path, {"status": "cancelled"}, format="json").status_code == 200
    assert stored(company).name == "Ann Miller"


def test_a_change_is_on_record_without_the_callers_words(
    manager: APIClient, here: str, company: Company
) -> None:
    appointment = AppointmentFactory(company=company, window_start=EIGHT, window_end=TEN)
    change = {"status": "confirmed", "name": "Bob", "problem": "A leak.", "phone": "+12125550199"}

    manager.patch(f"{here}/{appointment.id}", change, format="json")

    (entry,) = entries_of(company)
    assert (entry.actor, entry.action) == ("ann@example.com", "appointment_changed")
    assert entry.details == {
        "appointment": str(appointment.id),
        "fields": ["name", "phone", "problem", "status"],
    }
    assert (entry.before, entry.after) == ({"status": "requested"}, {"status": "confirmed"})
    assert stored(company).problem == "A leak."


@pytest.mark.parametrize("change", [{}, {"name": "Ann Miller"}, {"status": "requested"}], ids=str)
def test_a_change_of_nothing_is_not_on_record(
    manager: APIClient, here: str, company: Company, change: dict[str, str]
) -> None:
    appointment = AppointmentFactory(company=company)

    answer = manager.patch(f"{here}/{appointment.id}", change, format="json")

    assert (answer.status_code, answer.json()["name"]) == (200, "Ann Miller")
    assert entries_of(company) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"status": "won"}, "status"),
        ({"status": None}, "status"),
        ({"urgency": 1.1}, "urgency"),
        ({"urgency": -0.1}, "urgency"),
        ({"urgency": "nan"}, "urgency"),
        ({"urgency": "inf"}, "urgency"),
        ({"urgency": "9" * 2000}, "urgency"),
        ({"urgency": []}, "urgency"),
        ({"windowStart": "2026-11-27T08:00:00"}, "windowStart"),
        ({"windowStart": "2026-11-27"}, "windowStart"),
        ({"windowStart": "0001-01-01T00:00:00+14:00"}, "windowStart"),
        ({"windowEnd": "soon"}, "windowEnd"),
        ({"windowEnd": 1}, "windowEnd"),
        ({"windowEnd": "\0"}, "windowEnd"),
        ({"phone": "555 0123"}, "phone"),
        ({"phone": ""}, "phone"),
        ({"name": ""}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"address": "x" * 256}, "address"),
        ({"problem": "x" * 2001}, "problem"),
        ({"place": 1}, "place"),
        ({"callSid": "CA1"}, "callSid"),
        ({"company": "x"}, "company"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_not_valid_is_told_by_field_and_not_written(
    manager: APIClient, here: str, company: Company, change: dict[str, Any], field: str
) -> None:
    appointment = AppointmentFactory(company=company)

    answer = manager.patch(f"{here}/{appointment.id}", change, format="json")

    assert (answer.status_code, list(answer.json()["details"])) == (400, [field])
    assert stored(company).name == "Ann Miller"
    assert entries_of(company) == []


def test_a_viewer_changes_nothing(viewer: APIClient, here: str, company: Company) -> None:
    appointment = AppointmentFactory(company=company)

    answer = viewer.patch(f"{here}/{appointment.id}", {"status": "cancelled"}, format="json")

    assert answer.status_code == 403
    assert stored(company).status == "requested"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_appointments_come_from_calls_only_and_stay(
    owner: APIClient, here: str, company: Company, method: str
) -> None:
    appointment = AppointmentFactory(company=company)

    answers = [getattr(owner, method)(path) for path in (here, f"{here}/{appointment.id}")]

    assert [answer.status_code for answer in answers] == [405, 405]


def test_an_appointment_that_is_not_there_is_not_found(manager: APIClient, here: str) -> None:
    path = f"{here}/{uuid4()}"

    assert manager.get(path).status_code == 404
    assert manager.patch(path, {"status": "confirmed"}, format="json").status_code == 404


def test_another_companys_appointment_is_neither_listed_nor_read_nor_changed(
    manager: APIClient, outsider: APIClient, here: str, stranger: Company
) -> None:
    theirs = AppointmentFactory(company=stranger)
    path, there = f"{here}/{theirs.id}", f"/api/company/{stranger.id}/appointments"

    assert names(manager, here) == names(manager, here, search="Ann") == []
    assert manager.get(path).status_code == 404
    assert manager.patch(path, {"status": "cancelled"}, format="json").status_code == 404
    assert outsider.get(here).status_code == 403
    assert names(outsider, there) == ["Ann Miller"]
    assert stored(stranger).status == "requested"


def test_a_list_takes_as_many_queries_for_many_appointments_as_for_one(
    viewer: APIClient, here: str, company: Company
) -> None:
    AppointmentFactory(company=company)
    few = queries_of(viewer, here)

    AppointmentFactory.create_batch(20, company=company)

    assert queries_of(viewer, here) == few
