"""What the database holds about appointments, whoever writes them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from telephony.models import Appointment, AppointmentStatus, Call, Message
from tenants.models import Company
from tenants.scope import company_scope
from tests.factories import AppointmentFactory, MessageFactory

pytestmark = pytest.mark.django_db

EIGHT = datetime(2026, 11, 27, 8, tzinfo=UTC)
TEN = datetime(2026, 11, 27, 10, tzinfo=UTC)
WINDOW = {"window_start": EIGHT, "window_end": TEN}


@pytest.mark.parametrize("status", ["requested", "confirmed", "rescheduled"])
def test_no_two_appointments_that_stand_have_the_same_place(company: Company, status: str) -> None:
    AppointmentFactory(company=company, **WINDOW, place=0, status=status)

    AppointmentFactory(company=company, **WINDOW, place=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentFactory(company=company, **WINDOW, place=0)


def test_a_cancelled_appointment_gives_its_place_back(company: Company) -> None:
    AppointmentFactory(company=company, **WINDOW, place=0, status=AppointmentStatus.CANCELLED)

    assert AppointmentFactory(company=company, **WINDOW, place=0).place == 0


def test_each_company_has_places_of_its_own(company: Company, stranger: Company) -> None:
    AppointmentFactory(company=stranger, **WINDOW, place=0)

    assert AppointmentFactory(company=company, **WINDOW, place=0).place == 0


def test_people_may_set_the_same_window_as_often_as_they_like(company: Company) -> None:
    made = AppointmentFactory.create_batch(3, company=company, **WINDOW)

    assert len({one.pk for one in made}) == 3


@pytest.mark.parametrize(
    ("start", "end"), [(TEN, EIGHT), (EIGHT, EIGHT), (EIGHT, None), (None, TEN)]
)
def test_the_database_takes_no_window_that_is_none(
    company: Company, start: datetime | None, end: datetime | None
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentFactory(company=company, window_start=start, window_end=end)


def test_a_moved_appointment_leaves_its_place_and_one_that_stays_keeps_it() -> None:
    appointment = Appointment(**WINDOW, place=0)

    appointment.move(EIGHT, TEN)
    stayed = appointment.place
    appointment.move(TEN, TEN + timedelta(hours=2))

    assert (stayed, appointment.place, appointment.window_start) == (0, None, TEN)


def test_what_came_of_a_call_outlives_it(company: Company) -> None:
    AppointmentFactory(company=company)
    MessageFactory(company=company)

    with company_scope(company.id, writing=True):
        Call.objects.all().delete()
        left = [*Appointment.objects.all(), *Message.objects.all()]

    assert [row.call_id for row in left] == [None, None]
