"""What makes a call a test call is a signature that only this server can make."""

from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import RequestFactory

from telephony.call_marks import is_test_sid, new_test_sid, signing_token_of
from telephony.models import Call
from telephony.references import Purpose, Reference, referring_url
from telephony.signatures import Delivery, accept_referred
from telephony.simulator.line import sign
from telephony.simulator.results import new_sid
from telephony.simulator.transport import FORM
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope
from tests.callers import SignedLine

pytestmark = pytest.mark.django_db


def delivered(line: SignedLine, token: str) -> int:
    """Return the status of the answer to a call's first request, signed with a token."""
    delivery = line.delivery()
    delivery.token = token
    return delivery.send().status_code


def referred(number: PhoneNumber, token: str, **params: str) -> Delivery | None:
    """Return what is accepted of a request to one of our signed URLs, signed with a token."""
    reference = Reference(number.number, number.company_id)
    url = referring_url("whisper", Purpose.WHISPER, reference)
    told = {"AccountSid": number.account_sid, **params}
    request = RequestFactory().post(
        url.removeprefix(settings.PUBLIC_BASE_URL),
        urlencode(told),
        content_type=FORM,
        headers={"X-Twilio-Signature": sign(token, url, told)},
    )
    return accept_referred(request, Purpose.WHISPER)


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


def test_what_is_referred_of_a_test_call_is_a_test(number: PhoneNumber) -> None:
    sid = new_test_sid()

    of_a_test = referred(number, signing_token_of(number.company_id, sid), CallSid=sid)
    of_a_call = referred(number, number.auth_token(), CallSid=new_sid("CA"))

    assert of_a_test is not None
    assert of_a_call is not None
    assert (of_a_test.is_test, of_a_call.is_test) == (True, False)


def test_the_leg_of_who_picks_up_is_signed_as_the_call_that_dialled_it(number: PhoneNumber) -> None:
    sid, leg = new_test_sid(), new_sid("CA")
    token = signing_token_of(number.company_id, sid)

    assert referred(number, token, CallSid=leg, ParentCallSid=sid) is not None
    assert referred(number, number.auth_token(), CallSid=leg, ParentCallSid=sid) is None


def test_a_real_call_is_no_test(company: Company, line: SignedLine) -> None:
    line.begin()

    with company_scope(company.id):
        assert not Call.objects.get().is_test
