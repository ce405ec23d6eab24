"""What makes a call a test call is a signature that only this server can make."""

import pytest

from telephony.call_marks import is_test_sid, new_test_sid, signing_token_of
from telephony.models import Call
from telephony.simulator.results import new_sid
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope
from tests.callers import SignedLine

pytestmark = pytest.mark.django_db


def delivered(line: SignedLine, token: str) -> int:
    """Return the status of the answer to a call's first request, signed with a token."""
    delivery = line.delivery()
    delivery.token = token
    return delivery.send().status_code


def test_a_twilio_sid_is_no_test_sid() -> None:
    assert is_test_sid(new_test_sid())
    assert not is_test_sid(new_sid("CA"))


def test_a_call_with_the_servers_own_signature_is_a_test(
    company: Company, number: PhoneNumber
) -> None:
    line = SignedLine(number, call_sid=new_test_sid())

    assert delivered(line, signing_token_of(company.id, line.call_sid)) == 200
    with company_scope(company.id):
        assert Call.objects.get().is_test


def test_the_numbers_own_token_makes_no_test_call(number: PhoneNumber) -> None:
    line = SignedLine(number, call_sid=new_test_sid())

    assert delivered(line, number.auth_token()) == 403


def test_the_servers_own_signature_opens_no_real_call(
    company: Company, number: PhoneNumber
) -> None:
    line = SignedLine(number)

    assert delivered(line, signing_token_of(company.id, line.call_sid)) == 403


def test_a_signature_is_good_for_one_call_of_one_company(
    company: Company, stranger: Company, number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    line, other = SignedLine(number, new_test_sid()), SignedLine(number, new_test_sid())
    theirs = SignedLine(foreign_number, line.call_sid)
    token = signing_token_of(company.id, line.call_sid)

    assert [delivered(one, token) for one in (line, other, theirs)] == [200, 403, 403]


def test_a_real_call_is_no_test(company: Company, line: SignedLine) -> None:
    line.begin()

    with company_scope(company.id):
        assert not Call.objects.get().is_test
