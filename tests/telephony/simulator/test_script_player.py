"""A scripted call is delivered as its file wants: once, twice, late or too slowly."""

from typing import Any

import pytest

from telephony.simulator.line import BadResponse
from telephony.simulator.player import Player
from telephony.simulator.script import BadScript, ScriptedCall, read_document
from telephony.simulator.script_player import faults_of, play_script
from tests.telephony.simulator.fake_server import STATUS, VOICE, FakeServer

GATHER = '<Gather input="dtmf speech" action="{}"><Say>{}</Say></Gather>'
FALLBACK = "/api/twilio/fallback"


@pytest.fixture
def server() -> FakeServer:
    """Return a server that greets, and answers two turns."""
    server = FakeServer()
    server.answers(VOICE, GATHER.format("/1", "Hello."))
    server.answers("/1", GATHER.format("/2", "First."))
    server.answers("/2", GATHER.format("/3", "Second."))
    server.answers(FALLBACK, "<Say>Trouble.</Say>", "<Hangup/>")
    return server


def script(*turns: dict[str, Any]) -> ScriptedCall:
    """Return a script of these turns."""
    return read_document({"title": "A call", "turns": list(turns)})


def test_the_caller_hangs_up_after_the_last_turn(server: FakeServer, player: Player) -> None:
    played = play_script(player, script({"say": "one"}, {"dtmf": "2"}))

    assert server.paths == [VOICE, "/1", "/2", STATUS]
    assert played.transcript.spoken_text == "Hello. First. Second."
    assert played.transcript.ended == "caller"
    assert [exchange.caller() for exchange in played.transcript.exchanges] == [
        {"say": "one"},
        {"dtmf": "2"},
        {"hangup": True},
    ]


def test_a_delivery_comes_twice(server: FakeServer, player: Player) -> None:
    play_script(player, script({"say": "one", "delivery": "twice"}, {"say": "two"}))

    assert server.paths == [VOICE, "/1", "/1", "/2", STATUS]
    first, again = server.posted_to("/1")
    assert first == again


def test_the_delivery_before_comes_late(server: FakeServer, player: Player) -> None:
    play_script(player, script({"say": "one"}, {"say": "two", "delivery": "late"}))

    assert server.paths == [VOICE, "/1", "/2", "/1", STATUS]
    first, late = server.posted_to("/1")
    assert first == late


@pytest.mark.parametrize("delivery", ["twice", "late"])
def test_another_answer_to_the_same_delivery_is_found(
    server: FakeServer, player: Player, delivery: str
) -> None:
    server.answers("/1", GATHER.format("/2", "Something else."))
    turns = {
        "twice": [{"say": "one", "delivery": "twice"}],
        "late": [{"say": "one"}, {"say": "two", "delivery": "late"}],
    }

    with pytest.raises(BadResponse, match="differently"):
        play_script(player, script(*turns[delivery]))


def test_an_answer_that_comes_too_late_leads_to_the_fallback(
    server: FakeServer, player: Player
) -> None:
    played = play_script(player, script({"say": "one", "delivery": "slow"}))

    assert server.paths == [VOICE, "/1", FALLBACK, STATUS]
    assert server.posted_to(FALLBACK)[0]["ErrorUrl"] == "https://phone.example.com/1"
    assert played.transcript.spoken_text == "Hello. Trouble."


def test_what_is_said_otherwise_is_told(server: FakeServer, player: Player) -> None:
    wanted = script({"say": "one", "expect": {"says": ["First.", "Third."], "dials": []}})

    assert faults_of(wanted, play_script(player, wanted)) == [
        "turn 1: not said: Third.; but: First."
    ]


RECORD = '<Record action="/kept" recordingStatusCallback="/recordings"/>'
BEFORE = ({"say": "one"}, {"say": "two"}, {"say": "three"})


def test_a_recording_is_told_of_after_it_was_posted(server: FakeServer, player: Player) -> None:
    server.answers("/3", RECORD)
    server.answers("/kept", "<Hangup/>")
    server.answers("/recordings")

    play_script(player, script(*BEFORE, {"say": "please call me back"}))

    assert server.paths == [VOICE, "/1", "/2", "/3", "/kept", "/recordings", STATUS]
    (told,) = server.posted_to("/recordings")
    assert told["RecordingSid"] == server.posted_to("/kept")[0]["RecordingSid"]
    assert told["RecordingStatus"] == "completed"


def test_the_recording_of_a_caller_who_hangs_up_is_told_of_too(
    server: FakeServer, player: Player
) -> None:
    server.answers("/3", RECORD)
    server.answers("/kept", "<Hangup/>")
    server.answers("/recordings")

    play_script(player, script(*BEFORE, {"hangup": True}))

    assert server.paths == [VOICE, "/1", "/2", "/3", "/kept", "/recordings", STATUS]


def test_nobody_is_told_of_a_recording_with_nothing_on_it(
    server: FakeServer, player: Player
) -> None:
    server.answers("/3", RECORD, "<Say>Nothing.</Say>")

    play_script(player, script(*BEFORE, {"silence": True}))

    assert server.paths == [VOICE, "/1", "/2", "/3", STATUS]


def test_a_script_tells_when_it_comes_and_what_is_kept() -> None:
    told = {"at": "2027-03-06 11:00", "kept": {"appointment": {"name": "Ann"}, "message": {}}}

    call = read_document({"title": "A", **told})

    assert call.at == "2027-03-06T11:00:00"
    assert call.kept == {"appointment": {"name": "Ann"}, "message": {}}


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"title": "A", "turns": [{"say": "a", "expect": {"sings": "b"}}]},
        {"title": "A", "at": "noon"},
        {"title": "A", "kept": ["a message"]},
        {"title": "A", "kept": {"message": "yes"}},
    ],
    ids=["no title", "an unknown expectation", "no moment", "a list", "no record"],
)
def test_what_is_no_script_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(BadScript):
        read_document(document)


def test_a_caller_hangs_up_before_the_answer(server: FakeServer, player: Player) -> None:
    played = play_script(player, script({"say": "one", "delivery": "unheard"}, {"say": "two"}))

    assert server.paths == [VOICE, "/1", STATUS]
    assert (played.transcript.spoken_text, played.transcript.ended) == ("Hello.", "caller")


def test_the_calls_end_is_told_of_before_the_last_turn(server: FakeServer, player: Player) -> None:
    play_script(player, script({"say": "one", "delivery": "overtaken"}))

    assert server.paths == [VOICE, STATUS, "/1", STATUS]


def test_a_text_comes_beside_the_call_and_after_it(server: FakeServer, player: Player) -> None:
    server.answers("/api/twilio/sms", "<Message>By text.</Message>")
    wanted = {"texts": ["By text."]}
    texts = script({"text": "a", "expect": wanted}, {"hangup": True}, {"text": "b"}, {"text": "c"})

    played = play_script(player, texts)

    assert server.paths == [VOICE, "/api/twilio/sms", STATUS, *["/api/twilio/sms"] * 2]
    assert [one["Body"] for one in server.posted_to("/api/twilio/sms")] == ["a", "b", "c"]
    assert "CallSid" not in server.posted_to("/api/twilio/sms")[0]
    assert faults_of(texts, played) == []


def test_what_is_not_told_texted_or_played_is_found(server: FakeServer, player: Player) -> None:
    server.prepared["/1"].clear()
    server.answers("/1", '<Dial action="/2"><Number url="/whisper">+14155550123</Number></Dial>')
    server.answers("/whisper", "<Say>A caller.</Say>")
    wrong = script(
        {"say": "one", "expect": {"plays": True}},
        {"dial": "completed", "expect": {"whispers": "An emergency."}},
        {"text": "a", "expect": {"texts": ["By text."]}},
    )

    assert faults_of(wrong, play_script(player, wrong)) == [
        "turn 1: no audio was played",
        "turn 2: not told: An emergency.",
        "turn 3: texted nothing",
    ]
