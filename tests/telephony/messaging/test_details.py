"""Details taken by text, with the engine of the phone: bookings, changes, messages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from telephony.messaging import webhooks
from telephony.models import Appointment, Message, TextMessage
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope
from tests.callers import CALLER
from tests.factories import AppointmentFactory, BusinessHoursFactory
from tests.telephony.messaging.texts import answer_in, answer_to, text_to, texts_of
from tests.telephony.test_bookings import AT_FOUR, AT_TWO, DETAILS, _Frozen, open_desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks, "datetime", _Frozen)


@pytest.fixture
def desk(company: Company, number: PhoneNumber) -> PhoneNumber:
    """Return the number of a company that takes visits on weekdays."""
    BusinessHoursFactory(company=company)
    open_desk(company)
    return number


def write(number: PhoneNumber, *bodies: str) -> list[str]:
    """Return the answers to texts, one after the other."""
    return [answer_to(number, body) for body in bodies]


def test_a_visit_is_booked_by_text(desk: PhoneNumber, company: Company) -> None:
    answers = write(desk, "book a visit", *DETAILS, "yes")

    with company_scope(company.id):
        visit = Appointment.objects.get()
    assert answers[-2] == "Is the number you're texting from the best one to reach you?"
    assert answers[-1].startswith("You're booked for Wednesday, March 3rd")
    assert (visit.name, visit.phone, visit.address) == ("Joe Miller", CALLER, "12 Oak Street")
    assert (visit.window_start, visit.window_end, visit.call) == (AT_TWO, AT_FOUR, None)


def test_a_text_that_is_delivered_again_books_nothing_more(
    desk: PhoneNumber, company: Company
) -> None:
    write(desk, "book a visit", *DETAILS)
    last = text_to(desk, "yes")

    first, second = answer_in(last), answer_in(last)

    with company_scope(company.id):
        assert Appointment.objects.count() == 1
    assert first == second != ""


def test_a_place_that_was_just_taken_is_not_promised(desk: PhoneNumber, company: Company) -> None:
    write(desk, "book a visit", *DETAILS)
    AppointmentFactory(
        company=company, window_start=AT_TWO, window_end=AT_FOUR, place=0, status="confirmed"
    )

    (answer,) = write(desk, "yes")

    with company_scope(company.id):
        assert Appointment.objects.count() == 1
    assert "just taken" in answer


def test_a_message_and_a_call_back_are_left_by_text(desk: PhoneNumber, company: Company) -> None:
    write(desk, "take a message", "Ann Lee", "yes", "yes", "my invoice is wrong")
    write(desk, "have someone ring me", "Ann Lee", "yes", "yes", "after five", "yes")

    with company_scope(company.id):
        left = {one.kind: one.from_number for one in Message.objects.all()}
    assert left == {"message": CALLER, "callback": CALLER}


def test_details_of_a_day_ago_are_not_gone_on_with(desk: PhoneNumber, company: Company) -> None:
    write(desk, "book a visit", "the sink leaks")
    with company_scope(company.id, writing=True):
        TextMessage.objects.update(created_at=timezone.now() - timedelta(hours=25))

    (answer,) = write(desk, "12 Oak Street")

    assert "address" not in answer
    assert texts_of(company)[-1].state["taking"] is None


def test_another_companys_texts_go_on_from_their_own(
    desk: PhoneNumber, foreign_number: PhoneNumber, stranger: Company
) -> None:
    write(desk, "book a visit", "the sink leaks")

    theirs = write(foreign_number, "12 Oak Street", "yes")

    assert "12 Oak Street" not in " ".join(theirs)
    with company_scope(stranger.id):
        assert not Appointment.objects.exists()
