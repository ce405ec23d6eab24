"""The desk's pages of calls and of what came of them."""

from datetime import UTC, datetime

import pytest

from telephony.models import Appointment, Call, Message
from tenants.models import Company
from tenants.scope import company_scope
from tests import factories
from tests.audit_log import acts_of
from tests.desk import Desk, told_last

EIGHT = datetime(2026, 11, 27, 8, tzinfo=UTC)
TEN = datetime(2026, 11, 27, 10, tzinfo=UTC)


@pytest.fixture
def desk(db: None) -> Desk:
    """Return a member of staff's desk."""
    return Desk(factories.StaffFactory())


def test_a_call_is_shown_as_a_conversation(desk: Desk, company: Company) -> None:
    call = factories.CallFactory(company=company)
    factories.CallTurnFactory(company=company, call=call, index=0, reply="How can I help?")
    factories.CallTurnFactory(company=company, call=call, index=1, utterance="my sink <b>leaks</b>")
    page = desk.open(call, "change", call.pk).content.decode()
    assert page.index("How can I help?") < page.index("my sink")
    assert "<b>leaks</b>" not in page


def test_calls_are_found_by_the_callers_number(desk: Desk, company: Company) -> None:
    wanted = factories.CallFactory(company=company, from_number="+12125550177")
    factories.CallFactory(company=company)
    listed = desk.open(Call, "changelist", q="5550177").context["cl"]
    assert list(listed.result_list) == [wanted]


def test_a_decision_is_told_with_the_companys_question(desk: Desk, company: Company) -> None:
    question = factories.QuestionAnswerFactory(company=company, question="Where are you?")
    entry = {"id": str(question.id), "score": 0.9, "needs": 0.8, "evidence": {}}
    turn = factories.CallTurnFactory(company=company, trace={"qnas": [entry]})
    page = desk.open(turn, "change", turn.pk).content.decode()
    assert "Where are you?: 0.90, needs 0.80" in page


def appointment_of(company: Company) -> Appointment:
    """Return the company's only appointment."""
    with company_scope(company.id):
        return Appointment.objects.get()


def test_appointments_are_confirmed_and_cancelled_on_record(desk: Desk, company: Company) -> None:
    appointment = factories.AppointmentFactory(company=company, window_start=EIGHT, window_end=TEN)
    desk.act("confirm", appointment)
    assert appointment_of(company).status == "confirmed"
    desk.act("cancel", appointment)
    assert appointment_of(company).status == "cancelled"
    assert acts_of(company) == [(desk.staff.email, "appointment_changed")] * 2


def test_what_cannot_be_confirmed_is_told_and_the_others_are_confirmed(
    desk: Desk, company: Company, stranger: Company
) -> None:
    without_window = factories.AppointmentFactory(company=company)
    with_window = factories.AppointmentFactory(company=stranger, window_start=EIGHT, window_end=TEN)
    response = desk.act("confirm", without_window, with_window)
    assert "needs a window" in told_last(response)
    assert appointment_of(company).status == "requested"
    assert appointment_of(stranger).status == "confirmed"
    assert acts_of(company) == []


def test_an_appointments_details_are_put_right_and_its_provenance_stays(
    desk: Desk, company: Company
) -> None:
    appointment = factories.AppointmentFactory(company=company)
    other = factories.CallFactory(company=company)
    desk.change(appointment, name="Bob", status="confirmed", call=other.pk, place=7)
    kept = appointment_of(company)
    assert (kept.name, kept.status, kept.call_id) == ("Bob", "requested", appointment.call_id)
    assert kept.place is None
    assert acts_of(company) == [(desk.staff.email, "desk_changed")]


def test_a_cancelled_appointment_is_looked_at_only(desk: Desk, company: Company) -> None:
    appointment = factories.AppointmentFactory(company=company, status="cancelled")
    assert desk.open(appointment, "change", appointment.pk).status_code == 200
    answer = desk.client.post(desk.url(appointment, "change", appointment.pk), {"name": "Bob"})
    assert answer.status_code == 403


def test_an_appointment_is_never_added_by_hand(desk: Desk) -> None:
    assert desk.open(Appointment, "add").status_code == 403


def test_messages_are_marked_as_handled_on_record(
    desk: Desk, company: Company, stranger: Company
) -> None:
    ours = factories.MessageFactory(company=company)
    theirs = factories.MessageFactory(company=stranger)
    desk.act("mark_handled", ours, theirs)
    desk.act("mark_open", theirs)
    handled = desk.open(Message, "changelist", is_handled__exact="1").context["cl"]
    assert list(handled.result_list) == [ours]
    assert acts_of(company) == [(desk.staff.email, "message_handled")]
    assert [action for _, action in acts_of(stranger)] == ["message_handled", "message_reopened"]


def test_messages_are_found_by_their_words(desk: Desk, company: Company) -> None:
    wanted = factories.MessageFactory(company=company, text="the upstairs bathroom")
    factories.MessageFactory(company=company)
    listed = desk.open(Message, "changelist", q="upstairs").context["cl"]
    assert list(listed.result_list) == [wanted]
