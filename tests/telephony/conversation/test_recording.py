"""When a call is recorded: after the caller was told, until he objects, never one that is spam."""

import pytest

from telephony.conversation import phrases
from telephony.conversation.commands import command_in
from telephony.turns import Next
from tests.telephony.conversation.talks import CALLER, OWN_PHONE, Talk, company, talk

NOTICE = "This call is recorded."
BLOCKED = {"recording_notice": NOTICE, "blocked_callers": (CALLER,)}


def notices(call: Talk) -> list[str]:
    """Return the notice of each reply."""
    return [reply.notice for reply in call.replies]


def test_the_caller_is_told_once_with_the_greeting() -> None:
    call = talk("how much is a service call", "repeat that", "start over", recording_notice=NOTICE)

    assert notices(call) == [NOTICE, "", "", ""]
    assert call.replies[0].said.startswith(f"{NOTICE} Good morning.")


def test_a_company_that_records_nothing_tells_nothing() -> None:
    assert notices(talk("how much is a service call")) == ["", ""]


def test_a_call_that_rings_the_owner_first_is_recorded_from_before_he_picks_up() -> None:
    [ringing] = talk(recording_notice=NOTICE, forward_number=OWN_PHONE).replies

    assert (ringing.notice, ringing.next) == (NOTICE, Next.DIAL)


def test_a_call_that_is_turned_away_is_not_recorded_and_one_that_is_let_in_is() -> None:
    away, let_in = talk(**BLOCKED), talk(**BLOCKED)

    away.say("hello")
    let_in.press("0")

    assert notices(away) == ["", ""]
    assert notices(let_in) == ["", NOTICE]


def test_danger_is_answered_before_anything_is_told() -> None:
    call = talk(**BLOCKED)

    assert call.say("i smell gas").notice == ""
    assert call.say("how much is a service call").notice == NOTICE


def test_a_goodbye_begins_no_recording() -> None:
    call = talk()
    call.agent = company(recording_notice=NOTICE)

    assert call.say("goodbye").notice == ""


@pytest.mark.parametrize("confidence", [0.9, 0.2])
def test_a_caller_who_objects_is_not_recorded_any_more(confidence: float) -> None:
    call = talk(recording_notice=NOTICE)

    stopped = call.say("please don't record this call", confidence)
    after = call.say("how much is a service call")

    assert stopped.text == f"{phrases.RECORDING_ENDED} {call.replies[0].text}"
    assert stopped.ends_recording
    assert (after.notice, after.ends_recording) == ("", False)


@pytest.mark.parametrize("said", [(), ("stop recording",)])
def test_a_caller_who_is_not_recorded_is_told_so(said: tuple[str, ...]) -> None:
    call = talk(*said, recording_notice=NOTICE if said else "")

    again = call.say("do not record me")

    assert again.text == f"{phrases.NOT_RECORDED} {call.replies[0].text}"
    assert not again.ends_recording


@pytest.mark.parametrize(
    ("speech", "command"),
    [
        ("I don't want to be recorded", "unrecorded"),
        ("I do not consent to being recorded.", "unrecorded"),
        ("can you turn off the recording, please", "unrecorded"),
        ("I'd rather not be recorded", "unrecorded"),
        ("my dvr stopped recording", ""),
        ("do you record calls", ""),
    ],
)
def test_an_objection_is_all_of_what_was_said(speech: str, command: str) -> None:
    assert command_in(speech) == command
