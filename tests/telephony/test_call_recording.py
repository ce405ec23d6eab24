"""Whole calls are recorded where the company wants it, and kept with the call."""

from xml.etree import ElementTree as ET

import pytest
from rest_framework.test import APIClient

from telephony import phrases
from telephony.browser_phone import begin_test_call
from telephony.journal.replaying import replay_all
from telephony.models import Call, CallTurn
from telephony.privacy.recordings import doom_recordings
from tenants.models import Company, PhoneNumber, Role
from tenants.scope import company_scope
from tests.callers import CALL, SignedLine, database_gone
from tests.conftest import ClientOf
from tests.factories import CallFactory, CallHandlingFactory, UserFactory
from tests.telephony.referred import RECORDING_URL, ask, recording, request_to, verb

pytestmark = pytest.mark.django_db

NOTICE = "We record this call."


@pytest.fixture
def _records(company: Company) -> None:
    """Have whole calls recorded."""
    CallHandlingFactory(company=company, recording_enabled=True, recording_notice=NOTICE)


def kept(company: Company) -> tuple[str, int | None]:
    """Return what is on record of the only call's recording."""
    with company_scope(company.id):
        call = Call.objects.get()
    return call.recording_url, call.recording_seconds


def callback_of(twiml: str) -> str:
    """Return where Twilio is to tell of the call's recording."""
    return verb(twiml, "Recording").attrib["recordingStatusCallback"]


@pytest.mark.usefixtures("_records")
def test_the_caller_is_told_before_anything_is_recorded(line: SignedLine, company: Company) -> None:
    greeting = line.begin()

    root = ET.fromstring(greeting)  # noqa: S314  our own document
    assert [one.tag for one in root][:3] == ["Say", "Start", "Gather"]
    assert root[0].text == NOTICE
    assert root[1][0].attrib.items() >= {"name": "call", "track": "both"}.items()
    assert "<Recording" not in line.say(1, "goodbye")
    with company_scope(company.id):
        assert CallTurn.objects.get(index=0).reply.startswith(NOTICE)


def test_without_a_notice_of_its_own_a_company_has_a_usual_one(
    line: SignedLine, company: Company
) -> None:
    CallHandlingFactory(company=company, recording_enabled=True)

    assert verb(line.begin(), "Say").text == phrases.RECORDED


def test_a_company_with_it_off_records_nobody(line: SignedLine, company: Company) -> None:
    CallHandlingFactory(company=company, recording_enabled=False, recording_notice=NOTICE)

    greeting = line.begin()

    assert ("<Start>" in greeting, NOTICE in greeting) == (False, False)


@pytest.mark.usefixtures("_records", "number")
def test_a_test_call_is_not_recorded(company: Company) -> None:
    with company_scope(company.id, writing=True):
        [turn] = begin_test_call(actor="tests").turns

    assert ("<Start>" in turn.twiml, NOTICE in turn.twiml) == (False, False)


@pytest.mark.usefixtures("_records")
def test_a_caller_who_objects_is_recorded_no_further(line: SignedLine) -> None:
    line.begin()

    stopped = line.say(1, "stop recording please")

    assert verb(stopped, "Stop")[0].attrib == {"name": "call"}


@pytest.mark.usefixtures("_records")
def test_a_recording_that_is_told_twice_is_kept_once(
    line: SignedLine, number: PhoneNumber, company: Company
) -> None:
    url = callback_of(line.begin())

    answers = {ask(number, url, **recording()) for _ in range(2)}

    assert len(answers) == 1
    assert kept(company) == (RECORDING_URL, 12)


@pytest.mark.usefixtures("_records")
@pytest.mark.parametrize(
    "facts", [{"RecordingDuration": "0"}, {"RecordingStatus": "absent"}, {"RecordingDuration": ""}]
)
def test_a_recording_of_nothing_is_none(
    line: SignedLine, number: PhoneNumber, company: Company, facts: dict[str, str]
) -> None:
    ask(number, callback_of(line.begin()), **recording(**facts))

    assert kept(company) == ("", None)


@pytest.mark.usefixtures("_records")
def test_what_is_told_without_a_database_is_kept_once_it_is_back(
    line: SignedLine, number: PhoneNumber, company: Company
) -> None:
    url = callback_of(line.begin())

    with database_gone():
        ask(number, url, **recording())
    before = kept(company)
    list(replay_all())

    assert (before, kept(company)) == (("", None), (RECORDING_URL, 12))


@pytest.mark.usefixtures("_records")
def test_a_recording_that_was_forgotten_does_not_come_back(
    line: SignedLine, number: PhoneNumber, company: Company
) -> None:
    url = callback_of(line.begin())
    ask(number, url, **recording())
    with company_scope(company.id, writing=True):
        assert doom_recordings(Call, [Call.objects.get().pk]) == 1

    ask(number, url, **recording())

    assert kept(company) == ("", 12)


@pytest.mark.usefixtures("_records")
def test_another_account_tells_nothing_of_our_call(
    line: SignedLine, number: PhoneNumber, foreign_number: PhoneNumber, company: Company
) -> None:
    url = callback_of(line.begin())

    crossed = request_to(foreign_number, url, **recording()).send()
    other_call = request_to(number, url, CallSid="CA" + "8" * 32, **recording()).send()

    assert (crossed.status_code, other_call.status_code) == (403, 403)
    assert kept(company) == ("", None)


@pytest.mark.parametrize(
    ("role", "url"),
    [(Role.VIEWER, None), (Role.MANAGER, RECORDING_URL), (Role.OWNER, RECORDING_URL)],
)
def test_who_may_listen_learns_where_the_recording_is(
    company: Company, client_of: ClientOf, role: Role, url: str | None
) -> None:
    CallFactory(company=company, call_sid=CALL, recording_url=RECORDING_URL, recording_seconds=12)
    client = client_of(UserFactory(company=company, role=role))

    call = client.get(f"/api/company/{company.id}/calls/{CALL}").json()

    assert (call["recordingUrl"], call["recordingSeconds"]) == (url, 12)


def test_an_outsider_learns_nothing(company: Company, outsider: APIClient) -> None:
    CallFactory(company=company, call_sid=CALL, recording_url=RECORDING_URL)

    refused = outsider.get(f"/api/company/{company.id}/calls/{CALL}")

    assert (refused.status_code, RECORDING_URL in refused.content.decode()) == (403, False)
