"""What Twilio tells of a call's status, in whatever order."""

from itertools import permutations
from xml.etree import ElementTree as ET

import pytest

from telephony.models import Outcome
from tenants.models import Company
from tests.callers import (
    PRICE_QUESTION,
    SignedLine,
    database_gone,
)
from tests.telephony.recorded import call_of, change, rows_written

pytestmark = pytest.mark.django_db


def test_a_status_callback_ends_the_call_on_record(company: Company, line: SignedLine) -> None:
    line.begin()
    line.say(1, PRICE_QUESTION)

    response = line.status("completed", CallDuration="42")

    assert response.status_code == 200
    assert list(ET.fromstring(response.content)) == []  # noqa: S314  our own document
    call = call_of(company)
    assert (call.status, call.duration_seconds) == ("completed", 42)
    assert call.outcome == Outcome.ANSWERED


def statuses(line: SignedLine, *order: str) -> None:
    """Deliver the callbacks in this order, the last of them twice."""
    for status in (*order, order[-1]):
        line.status(status, CallDuration="42", SequenceNumber="0")


@pytest.mark.parametrize("order", list(permutations(["ringing", "in-progress", "completed"])))
def test_status_callbacks_in_any_order_and_twice_come_to_one_result(
    company: Company, line: SignedLine, order: tuple[str, ...]
) -> None:
    line.begin()

    statuses(line, *order)

    call = call_of(company)
    assert (call.status, call.duration_seconds) == ("completed", 42)
    assert call.outcome == Outcome.ABANDONED


def test_a_final_status_never_goes_back(company: Company, line: SignedLine) -> None:
    line.begin()

    statuses(line, "no-answer", "completed", "in-progress")

    assert call_of(company).status == "no-answer"


@pytest.mark.parametrize("duration", ["", "soon", "-1", "9" * 30, "٤٢"])
def test_a_duration_that_makes_no_sense_breaks_nothing(line: SignedLine, duration: str) -> None:
    line.begin()

    assert line.status("completed", CallDuration=duration).status_code == 200


@pytest.mark.parametrize("facts", [{"is_live": False}, {"is_suspended": True}])
def test_a_status_of_a_company_that_takes_no_calls_is_not_recorded(
    company: Company, line: SignedLine, facts: dict[str, bool]
) -> None:
    change(company, **facts)

    response = line.status("completed")

    assert response.status_code == 200
    assert rows_written() == 0


@pytest.mark.parametrize("only", ["", 'SELECT "telephony_call', "INSERT"])
def test_a_status_that_cannot_be_recorded_is_answered_with_nothing(
    line: SignedLine, only: str
) -> None:
    line.turn(0)

    with database_gone(only=only):
        response = line.status("completed")

    assert response.status_code == 200
    assert list(ET.fromstring(response.content)) == []  # noqa: S314  our own document


def test_a_status_of_a_call_that_never_had_a_turn_is_recorded(
    company: Company, line: SignedLine
) -> None:
    line.status("canceled")

    call = call_of(company)
    assert (call.call_sid, call.status) == (line.call_sid, "canceled")
    assert call.outcome == Outcome.ABANDONED
