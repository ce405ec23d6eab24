"""An appointment that is agreed on is confirmed by text."""

from datetime import UTC, datetime
from typing import Any

import pytest
from rest_framework.test import APIClient

from telephony.messaging.confirming import confirm_by_sms
from telephony.models import Appointment
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope
from tests.callers import CALLER
from tests.factories import AppointmentFactory, CallFactory, OptOutFactory
from tests.telephony.messaging.texts import texts_of

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 27, 18, tzinfo=UTC)
END = datetime(2026, 11, 27, 20, 30, tzinfo=UTC)
TOLD = (
    "Joe's Plumbing: your appointment is confirmed for Fri, Nov 27, 1:00 PM to 3:30 PM"
    " at 12 Main Street. Reply STOP to end."
)


def appointment_of(company: Company, **facts: Any) -> Appointment:
    """Return a request for a visit with a window."""
    window = {"window_start": START, "window_end": END}
    appointment: Appointment = AppointmentFactory(
        company=company, **{"address": "12 Main Street", **window, **facts}
    )
    return appointment


def confirmed(company: Company, appointment: Appointment) -> Any:
    """Return what is texted about an appointment."""
    with company_scope(company.id, writing=True):
        return confirm_by_sms(Appointment.objects.select_related("call").get(pk=appointment.pk))


def bodies(company: Company) -> list[str]:
    """Return what the company texts."""
    return [one.body for one in texts_of(company)]


def test_confirming_it_over_the_api_texts_the_window_in_the_companys_own_time(
    company: Company, number: PhoneNumber, owner: APIClient, stranger: Company
) -> None:
    appointment = appointment_of(company)

    answer = owner.patch(
        f"/api/company/{company.id}/appointments/{appointment.id}",
        {"status": "confirmed"},
        format="json",
    )

    (text,) = texts_of(company)
    assert answer.status_code == 200
    assert (text.from_number, text.to_number, text.body) == (number.number, CALLER, TOLD)
    assert texts_of(stranger) == []


def test_any_other_change_texts_nobody(
    company: Company, number: PhoneNumber, owner: APIClient
) -> None:
    appointment = appointment_of(company)

    owner.patch(
        f"/api/company/{company.id}/appointments/{appointment.id}",
        {"name": "Ann"},
        format="json",
    )

    assert texts_of(company) == []


def test_an_outsider_confirms_and_texts_nothing(
    company: Company, number: PhoneNumber, outsider: APIClient
) -> None:
    appointment = appointment_of(company)

    refused = outsider.patch(
        f"/api/company/{company.id}/appointments/{appointment.id}",
        {"status": "confirmed"},
        format="json",
    )

    assert refused.status_code == 403
    assert texts_of(company) == []


def test_a_window_is_confirmed_once_and_another_window_again(
    company: Company, number: PhoneNumber
) -> None:
    appointment = appointment_of(company)
    confirmed(company, appointment)
    confirmed(company, appointment)
    with company_scope(company.id):
        Appointment.objects.update(window_start=END, window_end=END.replace(hour=22))
    confirmed(company, appointment)

    assert len(bodies(company)) == 2


def test_it_comes_from_the_number_that_was_called(company: Company, number: PhoneNumber) -> None:
    call = CallFactory(company=company, to_number=number.number)

    assert confirmed(company, appointment_of(company, call=call)).from_number == number.number


@pytest.mark.parametrize(
    "facts", [{"phone": ""}, {"window_start": None, "window_end": None}, {"call": None}]
)
def test_without_a_phone_a_window_or_a_call_nothing_breaks(
    company: Company, number: PhoneNumber, facts: dict[str, None]
) -> None:
    text = confirmed(company, appointment_of(company, **facts))

    assert (text is not None) == ("call" in facts)


def test_a_company_without_a_number_texts_nobody(company: Company) -> None:
    assert confirmed(company, appointment_of(company)) is None


def test_who_wants_no_texts_gets_none(company: Company, number: PhoneNumber) -> None:
    OptOutFactory(company=company, phone=CALLER)

    assert confirmed(company, appointment_of(company)) is None
