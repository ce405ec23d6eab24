"""What Twilio sends: parameters, signatures, status callbacks and repeated deliveries."""

from dataclasses import replace
from email.utils import parsedate_to_datetime

import pytest
from twilio.request_validator import RequestValidator

from telephony.simulator.caller import Dtmf, HangUp, Say, Silence
from telephony.simulator.line import BadResponse, sign
from telephony.simulator.player import Player
from tests.telephony.simulator.fake_server import (
    SIGNING_KEY,
    STATUS,
    VOICE,
    FakeServer,
    Prepared,
    Received,
    twiml,
)

GATHER = '<Gather input="dtmf speech" action="/turn?n=1"><Say>How can I help?</Say></Gather>'
TWILIO_EXAMPLE = {
    "CallSid": "CA1234567890ABCDE",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
    "Caller": "+14158675309",
}


@pytest.mark.parametrize(
    ("url", "signature"),
    [
        ("https://mycompany.com/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        ("https://mycompany.com:443/myapp.php?foo=1&bar=2", "kvajT1Ptam85bY51eRf/AJRuM3w="),
        ("http://mycompany.com:80/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4="),
    ],
)
def test_a_signature_is_the_one_that_twilio_publishes(url: str, signature: str) -> None:
    assert sign(SIGNING_KEY, url, TWILIO_EXAMPLE) == signature


def test_every_request_of_a_call_is_signed(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, GATHER)

    player.call([Say("Ünïcode & more?")])

    assert server.paths == [VOICE, "/turn", STATUS]
    assert [is_validly_signed(request) for request in server.received] == [True, True, True]


def test_a_signature_is_refused_by_another_token(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Hangup/>")

    player.call([])

    assert is_validly_signed(server.received[0])
    assert not is_validly_signed(server.received[0], "54321")


def test_overrides_in_a_fragment_are_not_signed(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Redirect>/next?n=1#rc=2</Redirect>")

    player.call([])

    assert server.received[1].url == "https://phone.example.com/next?n=1"
    assert is_validly_signed(server.received[1])


def is_validly_signed(request: Received, token: str = SIGNING_KEY) -> bool:
    signature = request.environ["HTTP_X_TWILIO_SIGNATURE"]
    return RequestValidator(token).validate(request.url, request.params, signature) is True


def test_the_first_request_says_who_calls_whom(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Hangup/>")

    transcript = player.call([])

    assert server.posted_to(VOICE) == [
        {
            "CallSid": transcript.call_sid,
            "AccountSid": "AC" + "0" * 32,
            "From": "+14155550100",
            "To": "+18005550199",
            "Caller": "+14155550100",
            "Called": "+18005550199",
            "CallStatus": "ringing",
            "Direction": "inbound",
            "ApiVersion": "2010-04-01",
        }
    ]


def test_a_call_sid_is_made_in_twilios_form(server: FakeServer, player: Player) -> None:
    first, second = player.call([]), player.call([])

    assert len(first.call_sid) == 34
    assert first.call_sid.startswith("CA")
    assert int(first.call_sid[2:], 16)
    assert first.call_sid != second.call_sid


def test_a_given_call_sid_is_used(server: FakeServer, player: Player) -> None:
    transcript = replace(player, call_sid="CA" + "1" * 32).call([])

    assert transcript.call_sid == "CA" + "1" * 32
    assert server.posted_to(VOICE)[0]["CallSid"] == "CA" + "1" * 32


def test_a_later_request_repeats_the_call_in_progress(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, GATHER)

    player.call([Dtmf("1")])

    first, later = server.posted_to(VOICE)[0], server.posted_to("/turn")[0]
    assert later == {**first, "CallStatus": "in-progress", "Digits": "1"}


def test_the_status_callback_of_a_finished_call(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Say>Goodbye.</Say>")

    transcript = player.call([])

    [status] = server.posted_to(STATUS)
    assert transcript.ended == "system"
    assert status["CallSid"] == transcript.call_sid
    assert status["CallStatus"] == "completed"
    assert status["CallDuration"] == "0"
    assert status["SequenceNumber"] == "0"
    assert status["CallbackSource"] == "call-progress-events"
    assert parsedate_to_datetime(status["Timestamp"]).tzinfo is not None


def test_a_caller_who_hangs_up_ends_the_call(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, GATHER, "<Say>Are you there?</Say>")

    transcript = player.call([HangUp(), Say("never heard")])

    assert server.paths == [VOICE, STATUS]
    assert server.posted_to(STATUS)[0]["CallStatus"] == "completed"
    assert transcript.ended == "caller"
    assert transcript.exchanges[-1].hung_up


def test_a_status_callback_needs_no_twiml(server: FakeServer, player: Player) -> None:
    server.answers_with(STATUS, Prepared(b"", "204 No Content", "text/plain"))

    assert player.call([]).ended == "system"


def test_a_failing_status_callback_is_refused(server: FakeServer, player: Player) -> None:
    server.answers_with(STATUS, Prepared(b"", "500 Internal Server Error"))

    with pytest.raises(BadResponse, match="answered 500 to a status callback"):
        player.call([])


def test_a_caller_without_a_script_waits_for_five_listens(
    server: FakeServer, player: Player
) -> None:
    server.answers(VOICE, GATHER, "<Redirect/>")

    transcript = player.call([Silence()])

    assert [exchange.silent for exchange in transcript.exchanges if exchange.spoken] == [
        *[True] * 6,
        False,
    ]
    assert transcript.ended == "caller"


def test_the_hook_hears_the_ordinal_before_each_request(server: FakeServer, player: Player) -> None:
    seen: list[tuple[int, int]] = []
    server.answers(VOICE, GATHER)
    player.before_request = lambda ordinal: seen.append((ordinal, len(server.received)))

    player.call([Say("hello")])

    assert seen == [(1, 0), (2, 1), (3, 2)]


def test_a_webhook_delivered_twice_may_answer_the_same(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, GATHER)
    player.deliver_twice = True

    transcript = player.call([Say("hello")])

    assert server.paths == [VOICE, VOICE, "/turn", "/turn", STATUS, STATUS]
    assert len(transcript.exchanges) == 2


def test_a_webhook_delivered_twice_repeats_its_idempotency_token(
    server: FakeServer, player: Player
) -> None:
    player.deliver_twice = True

    player.call([])

    tokens = [request.environ["HTTP_I_TWILIO_IDEMPOTENCY_TOKEN"] for request in server.received]
    assert tokens[0] == tokens[1]
    assert tokens[1] != tokens[2]


def test_a_webhook_delivered_twice_must_not_answer_differently(
    server: FakeServer, player: Player
) -> None:
    server.answers_with(VOICE, Prepared(twiml("<Say>one</Say>")))
    server.answers_with(VOICE, Prepared(twiml("<Say>two</Say>")))
    player.deliver_twice = True

    with pytest.raises(BadResponse, match="answered a repeated delivery differently"):
        player.call([])
