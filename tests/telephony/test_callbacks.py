"""Whispers and recorded messages, through signed requests whose `To` is not ours."""

from dataclasses import replace

import pytest

from telephony import phrases
from telephony.journal.replaying import replay_all
from telephony.models import Call, Message, MessageKind, Outcome, TextMessage
from telephony.simulator.caller import Dtmf, HangUp, Say, Silence
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope, platform_scope
from tests.callers import CALLER, PRICE_QUESTION, SignedLine, caller_for, database_gone
from tests.factories import (
    CallHandlingFactory,
    PhoneNumberFactory,
    TransferTargetFactory,
    VariableFactory,
)
from tests.telephony.referred import (
    FRONT_DESK,
    MANAGER,
    RECORDING_URL,
    ask,
    recording,
    request_to,
    said,
    transcription,
    verb,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(company: Company) -> None:
    """Let somebody be there to pick up."""
    TransferTargetFactory(company=company, phone=FRONT_DESK, order=1)


@pytest.fixture
def _transcribes(company: Company) -> None:
    """Have messages written down, too."""
    CallHandlingFactory(company=company, voicemail_transcribe=True)


def messages_of(company: Company) -> list[Message]:
    """Return what was left for the company."""
    with company_scope(company.id):
        return list(Message.objects.all())


def rows_written() -> int:
    """Return how many messages and texts are on record, of whatever company."""
    with platform_scope("test"):
        return Message.objects.count() + TextMessage.objects.count()


def rung(line: SignedLine, *, about: str = PRICE_QUESTION) -> str:
    """Return the TwiML of a dial, after the caller has asked something."""
    line.begin()
    line.say(1, about)
    return line.turn(2, Digits="0")


def recorded(line: SignedLine) -> str:
    """Return the TwiML that takes a message, because nobody has picked up."""
    rung(line)
    return line.turn(3, DialCallStatus="no-answer", DialBridged="false")


def recording_url(line: SignedLine) -> str:
    """Return where Twilio is to tell of the recording."""
    return verb(recorded(line), "Record").attrib["recordingStatusCallback"]


@pytest.mark.usefixtures("desk")
def test_who_picks_up_hears_who_calls_about_what_and_which_key_to_press(
    line: SignedLine, number: PhoneNumber
) -> None:
    url = verb(rung(line), "Number").attrib["url"]

    heard = ask(number, url, CallSid="CA" + "2" * 32, To=FRONT_DESK, From=number.number)

    keys = verb(heard, "Gather")
    assert said(heard) == "Joe's Plumbing. A caller about: Scenario. Press 1 to take the call."
    assert (keys.get("numDigits"), keys.get("timeout"), keys.get("input")) == ("1", "5", "dtmf")
    assert verb(heard, "Hangup") is not None


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("digits", "is_taken"), [({"Digits": "1"}, True), ({"Digits": "2"}, False), ({}, False)]
)
def test_the_key_takes_the_call_and_any_other_leaves_it(
    line: SignedLine, number: PhoneNumber, digits: dict[str, str], is_taken: bool
) -> None:
    heard = ask(number, verb(rung(line), "Number").attrib["url"], To=FRONT_DESK)

    answer = ask(number, verb(heard, "Gather").attrib["action"], To=FRONT_DESK, **digits)

    assert ("<Hangup" not in answer) == is_taken


@pytest.mark.usefixtures("desk")
def test_a_whisper_needs_no_database(line: SignedLine, number: PhoneNumber) -> None:
    url = verb(rung(line), "Number").attrib["url"]

    with database_gone():
        heard = ask(number, url, To=FRONT_DESK)

    assert "A caller about: Scenario." in said(heard)


def test_who_picks_up_is_told_that_it_is_an_emergency(
    company: Company, line: SignedLine, number: PhoneNumber
) -> None:
    VariableFactory(company=company, name="emergencyPhone", type="phone", value=MANAGER)
    line.begin()

    heard = ask(number, verb(line.say(1, "i smell gas"), "Number").attrib["url"], To=MANAGER)

    assert "An emergency call about: Scenario." in said(heard)


@pytest.mark.usefixtures("desk")
def test_one_who_took_the_phone_and_not_the_call_did_not_pick_up(
    company: Company, line: SignedLine
) -> None:
    TransferTargetFactory(company=company, phone=MANAGER, order=2)
    rung(line)

    second = line.turn(3, DialCallStatus="completed", DialBridged="false")
    taken = line.turn(4, DialCallStatus="completed", DialBridged="true")

    assert verb(second, "Number").text == MANAGER
    assert verb(taken, "Hangup") is not None


@pytest.mark.usefixtures("desk")
def test_a_caller_for_whom_nobody_picks_up_leaves_a_message(number: PhoneNumber) -> None:
    transcript = caller_for(number).call([Dtmf("0"), Say("please call me back about my drain")])

    assert transcript.ended == "system"
    assert phrases.LEAVE_VOICEMAIL in transcript.exchanges[2].spoken[0]
    assert transcript.exchanges[3].spoken == (phrases.VOICEMAIL_KEPT,)


@pytest.mark.usefixtures("desk")
def test_a_caller_who_says_nothing_after_the_tone_is_told_so(number: PhoneNumber) -> None:
    transcript = caller_for(number).call([Dtmf("0"), Silence()])

    assert transcript.ended == "system"
    assert transcript.exchanges[3].spoken == (phrases.VOICEMAIL_EMPTY,)


@pytest.mark.usefixtures("desk")
def test_a_caller_who_hangs_up_while_a_message_is_recorded_breaks_nothing(
    number: PhoneNumber,
) -> None:
    assert caller_for(number).call([Dtmf("0"), HangUp()]).ended == "caller"


def test_a_silent_caller_leaves_a_message_where_the_company_wants_that(
    company: Company, number: PhoneNumber
) -> None:
    CallHandlingFactory(company=company, silence_reprompts=0, silence_then="message")

    transcript = caller_for(number).call([Silence(), Say("hello, it is me")])

    assert phrases.LEAVE_VOICEMAIL in transcript.exchanges[1].spoken[0]
    assert transcript.exchanges[2].spoken == (phrases.VOICEMAIL_KEPT,)


def test_an_emergency_that_nobody_picks_up_is_told_to_call_911(
    company: Company, number: PhoneNumber
) -> None:
    VariableFactory(company=company, name="emergencyPhone", type="phone", value=MANAGER)

    transcript = caller_for(number).call([Say("i smell gas"), Say("please hurry")])

    assert transcript.exchanges[2].spoken[0].startswith(phrases.NOBODY_PICKED_UP_URGENT)


@pytest.mark.usefixtures("desk")
def test_a_message_may_be_long_unless_it_is_written_down(
    company: Company, line: SignedLine
) -> None:
    spoken_only = verb(recorded(line), "Record")
    CallHandlingFactory(company=company, voicemail_transcribe=True)
    written = verb(recorded(SignedLine(line.number, "CA" + "7" * 32)), "Record")

    assert (spoken_only.get("maxLength"), spoken_only.get("transcribe")) == ("300", None)
    assert (written.get("maxLength"), written.get("transcribe")) == ("120", "true")
    assert (written.get("playBeep"), written.get("finishOnKey")) == ("true", "#")


@pytest.mark.usefixtures("desk")
def test_a_recording_becomes_a_message_once_however_often_it_is_told(
    company: Company, line: SignedLine, number: PhoneNumber
) -> None:
    url = recording_url(line)

    answers = {ask(number, url, **recording()) for _ in range(3)}

    (message,) = messages_of(company)
    assert len(answers) == 1
    assert (message.kind, message.recording_url) == (MessageKind.VOICEMAIL, RECORDING_URL)
    assert (message.from_number, message.text, message.is_handled) == (CALLER, "", False)
    with company_scope(company.id):
        assert Message.objects.get().call == Call.objects.get()


@pytest.mark.usefixtures("desk", "_transcribes")
@pytest.mark.parametrize("order", ["rt", "tr", "rtrt", "ttr", "trrt"])
def test_recording_and_transcription_come_to_one_message_in_any_order(
    company: Company, line: SignedLine, number: PhoneNumber, order: str
) -> None:
    record = verb(recorded(line), "Record")
    told = {
        "r": (record.attrib["recordingStatusCallback"], recording()),
        "t": (record.attrib["transcribeCallback"], transcription()),
    }

    assert all(ask(number, url, **facts) for url, facts in map(told.__getitem__, order))

    (message,) = messages_of(company)
    assert (message.text, message.recording_url) == ("Please call me back.", RECORDING_URL)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "facts",
    [
        {"RecordingDuration": "0"},
        {"RecordingDuration": ""},
        {"RecordingDuration": "long"},
        {"RecordingStatus": "absent"},
        {"RecordingStatus": "failed"},
    ],
)
def test_a_recording_with_nothing_on_it_is_dropped(
    company: Company, line: SignedLine, number: PhoneNumber, facts: dict[str, str]
) -> None:
    ask(number, recording_url(line), **recording(**facts))

    assert messages_of(company) == []


@pytest.mark.usefixtures("desk", "_transcribes")
@pytest.mark.parametrize(
    "facts",
    [{"TranscriptionStatus": "failed", "TranscriptionText": ""}, {"TranscriptionText": " "}],
)
def test_a_transcription_without_words_changes_nothing(
    company: Company, line: SignedLine, number: PhoneNumber, facts: dict[str, str]
) -> None:
    record = verb(recorded(line), "Record")
    ask(number, record.attrib["recordingStatusCallback"], **recording())

    ask(number, record.attrib["transcribeCallback"], **transcription(**facts))

    assert [one.text for one in messages_of(company)] == [""]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("is_over_first", [True, False])
def test_a_call_that_left_a_message_ends_as_one_whichever_is_told_first(
    company: Company, line: SignedLine, number: PhoneNumber, is_over_first: bool
) -> None:
    url = recording_url(line)
    steps = [
        lambda: line.status("completed", CallDuration="42"),
        lambda: ask(number, url, **recording()),
    ]

    assert all(step() for step in (steps if is_over_first else reversed(steps)))

    with company_scope(company.id):
        assert Call.objects.get().outcome == Outcome.MESSAGE


@pytest.mark.usefixtures("desk")
def test_those_who_want_to_know_are_told_once_and_without_a_link(
    company: Company, line: SignedLine, number: PhoneNumber
) -> None:
    CallHandlingFactory(company=company, voicemail_notify=[FRONT_DESK, MANAGER])
    url = recording_url(line)

    assert all(ask(number, url, **recording()) for _ in range(2))

    with company_scope(company.id):
        texts = list(TextMessage.objects.order_by("to_number"))
    assert [one.to_number for one in texts] == [FRONT_DESK, MANAGER]
    assert {one.body for one in texts} == {f"Joe's Plumbing: {CALLER} left a voicemail."}
    assert {one.from_number for one in texts} == {number.number}


@pytest.mark.usefixtures("desk", "_transcribes")
def test_what_is_told_of_a_message_without_a_database_is_kept_once_it_is_back(
    company: Company, line: SignedLine, number: PhoneNumber
) -> None:
    record = verb(recorded(line), "Record")

    with database_gone():
        ask(number, record.attrib["transcribeCallback"], **transcription())
        for _ in range(2):
            assert said(ask(number, record.attrib["recordingStatusCallback"], **recording())) == ""
    assert messages_of(company) == []
    list(replay_all())

    [message] = messages_of(company)
    assert (message.text, message.recording_url) == ("Please call me back.", RECORDING_URL)


@pytest.mark.usefixtures("desk")
def test_a_reference_of_another_company_counts_for_nothing(
    company: Company,
    stranger: Company,
    line: SignedLine,
    number: PhoneNumber,
    foreign_number: PhoneNumber,
) -> None:
    TransferTargetFactory(company=stranger, phone=MANAGER)
    theirs = recording_url(SignedLine(foreign_number))
    ours = recording_url(line)

    crossed = [
        request_to(number, theirs, **recording()).send(),
        request_to(foreign_number, ours, **recording()).send(),
    ]

    assert [one.status_code for one in crossed] == [403, 403]
    assert rows_written() == 0
    ask(number, ours, **recording())
    assert (len(messages_of(company)), len(messages_of(stranger))) == (1, 0)


@pytest.mark.usefixtures("desk")
def test_companies_that_share_an_account_share_no_call(
    stranger: Company, line: SignedLine, number: PhoneNumber
) -> None:
    PhoneNumberFactory(company=stranger, account_sid=number.account_sid, token="joes-token")
    url = recording_url(line)

    other_call = request_to(number, url, CallSid="CA" + "8" * 32, **recording()).send()

    assert (other_call.status_code, rows_written()) == (403, 0)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "webhook",
    ["recording", "call-recording", "transcription", "whisper", "whisper/answer"],
)
@pytest.mark.parametrize("bent", ["", "?ref=", "?ref=x", "?ref={}x", "?ref={}&ref={}", "?other={}"])
def test_without_a_whole_reference_nothing_is_answered(
    line: SignedLine, number: PhoneNumber, webhook: str, bent: str
) -> None:
    signed = recording_url(line).partition("?ref=")[2]
    url = f"/api/twilio/voice/{webhook}{bent.replace('{}', signed)}"

    response = request_to(number, url, **recording()).send()

    assert (response.status_code, response.content, rows_written()) == (403, b"", 0)


@pytest.mark.usefixtures("desk")
def test_a_reference_never_replaces_twilios_signature(
    line: SignedLine, number: PhoneNumber
) -> None:
    request = request_to(number, recording_url(line), **recording())

    refused = [
        replace(request, headers={"X-Twilio-Signature": ""}).send(),
        replace(request, token="another").send(),
        replace(request, params={**request.params, "AccountSid": "AC" + "f" * 32}).send(),
        replace(request, params={**request.params, "RecordingUrl": "javascript:alert(1)"}).send(),
        replace(request, params={**request.params, "RecordingSid": "RE1' OR 1=1"}).send(),
    ]

    assert {one.status_code for one in refused} == {403}
    assert rows_written() == 0
    assert request.send().status_code == 200


@pytest.mark.usefixtures("desk")
def test_a_reference_does_not_move_with_its_number_to_another_company(
    stranger: Company, line: SignedLine, number: PhoneNumber
) -> None:
    url = recording_url(line)
    with platform_scope("test"):
        PhoneNumber.objects.filter(pk=number.pk).delete()
    moved = PhoneNumberFactory(
        company=stranger, number=number.number, account_sid=number.account_sid, token="joes-token"
    )

    assert request_to(moved, url, **recording()).send().status_code == 403
    assert rows_written() == 0
